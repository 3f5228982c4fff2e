"""The moving body without a window: skeleton, motion, contacts, muscles and cameras."""
