package kpwatch.untrusted;

/** Where foreign text goes, and what becomes there of each kind of character. */
enum TextTarget {
  LOG(' ', ' ', '?', '?', true),
  ECHO('?', '?', '?', '?', true),
  DISCORD('\n', TextTarget.NOTHING, TextTarget.NOTHING, TextTarget.NOTHING, false),
  TELEGRAM(' ', ' ', ' ', TextTarget.NOTHING, false),
  CONSOLE('\n', '\uFFFD', '\uFFFD', '\uFFFD', false);

  private static final int NOTHING = -1;

  /** Written languages put up to three on one letter; more of them cover the lines around. */
  private static final int MARKS = 3;

  private final int newline;
  private final int move;
  private final int control;
  private final int hidden;
  private final boolean line;

  /**
   * @param line whether it becomes one line, with single spaces in it and none at its ends
   */
  TextTarget(int newline, int move, int control, int hidden, boolean line) {
    this.newline = newline;
    this.move = move;
    this.control = control;
    this.hidden = hidden;
    this.line = line;
  }

  /** In one pass, and reads no further than it shows. */
  String text(CharSequence from, int most) {
    BoundedText shown = new BoundedText(most);
    // a mark at the start would sit on what stands before
    int marks = MARKS;
    boolean space = false;
    int end = line ? end(from) : from.length();
    for (int i = line ? start(from, end) : 0; i < end && !shown.isOver(); ) {
      int c = Character.codePointAt(from, i);
      i += Character.charCount(c);
      CharacterKind kind = CharacterKind.of(c);
      int next = shown(kind, c);
      if (kind == CharacterKind.MARK ? marks >= MARKS : next == NOTHING) {
        continue;
      }
      marks = kind == CharacterKind.MARK ? marks + 1 : next == '\n' ? MARKS : 0;
      if (line && next == ' ') {
        space = true;
        continue;
      }
      if (space && !shown.isEmpty()) {
        shown.add(' ');
      }
      space = false;
      shown.add(next);
    }
    return shown.toString();
  }

  private int shown(CharacterKind kind, int c) {
    return switch (kind) {
      case NEWLINE -> newline;
      case MOVE -> move;
      case CONTROL -> control;
      case HIDDEN -> hidden;
      case BLANK -> line ? ' ' : c;
      case MARK -> c;
      case VISIBLE -> this == ECHO ? unbraced(c) : c;
    };
  }

  /** Our own placeholders stand in braces. */
  private static int unbraced(int c) {
    return c == '{' ? '(' : c == '}' ? ')' : c;
  }

  private static int start(CharSequence from, int end) {
    int start = 0;
    while (start < end && isSpace(from.charAt(start))) {
      start++;
    }
    return start;
  }

  private static int end(CharSequence from) {
    int end = from.length();
    while (end > 0 && isSpace(from.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isSpace(char c) {
    return switch (CharacterKind.of(c)) {
      case NEWLINE, MOVE, BLANK -> true;
      case VISIBLE, CONTROL, MARK, HIDDEN -> c == ' ';
    };
  }
}
