# The screen, through a pseudo-terminal and libvterm.
