/* The prompt's side of the conversations (view/deed/face.h). */
#ifndef LINEAR_FACE_H
#define LINEAR_FACE_H

#include "linear/talk.h"
#include "view/deed/face.h"

struct linear_face {
	struct face face;
	struct talk *talk;
};

/* A face for conversations held now; it needs no end. */
struct linear_face linear_face(struct talk *t);

#endif
