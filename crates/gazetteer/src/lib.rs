//! Turns what people call a place into a point and an area, and back.
