//! The house tests: the real program, a real socket, temporary folders, and the rules of the house.

mod house;
