/* The screen's side of the conversations (view/deed/face.h). */
#ifndef TUI_FACE_H
#define TUI_FACE_H

#include "tui/app/app.h"
#include "view/deed/face.h"

struct tui_face {
	struct face face;
	struct app *app;
};

/* A face for conversations held now; it needs no end. */
struct tui_face tui_face(struct app *a);

#endif
