package kpwatch.telegram;

/** A part of a text: {@code from <= index < to}, in UTF-16 units. */
record Stretch(int from, int to) {}
