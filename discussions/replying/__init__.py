"""An answer sent by mail (row 9): the address says whose and to what, the listener takes it."""
