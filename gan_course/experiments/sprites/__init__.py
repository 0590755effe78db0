"""Sprites: a judge that says what a picture shows, and the conditional generator that it judges."""
