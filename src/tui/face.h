/* The screen's side of the conversations (view/face.h). */
#ifndef TUI_FACE_H
#define TUI_FACE_H

#include "tui/app.h"
#include "view/face.h"

struct tui_face {
	struct face face;
	struct app *app;
};

/* A face for conversations held now; it needs no end. */
struct tui_face tui_face(struct app *a);

#endif
