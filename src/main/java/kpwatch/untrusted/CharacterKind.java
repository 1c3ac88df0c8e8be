package kpwatch.untrusted;

/** What a character does to a text, apart from being read. */
enum CharacterKind {
  /** Something to read, and the plain space. */
  VISIBLE,
  NEWLINE,
  /** Another character that moves on: tabulator, carriage return, line and paragraph separator. */
  MOVE,
  /** A control of C0 or C1 that is not for layout, such as escape and bell. */
  CONTROL,
  /** A space other than the plain one. */
  BLANK,
  /** Stands above, below or around the character before it and takes no room of its own. */
  MARK,
  /** Shows nothing, but changes how the rest is read, compared or searched. */
  HIDDEN;

  /** For a code point or a lone surrogate. */
  static CharacterKind of(int c) {
    if (c >= ' ' && c <= '~') {
      return VISIBLE;
    }
    if (c == '\n') {
      return NEWLINE;
    }
    if ((c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029) {
      return MOVE;
    }
    if (Character.isISOControl(c)) {
      return CONTROL;
    }
    if (isIgnorable(c) || isNoncharacter(c)) {
      return HIDDEN;
    }
    return switch (Character.getType(c)) {
      case Character.FORMAT, Character.SURROGATE -> HIDDEN;
      case Character.SPACE_SEPARATOR -> BLANK;
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> MARK;
      default -> VISIBLE;
    };
  }

  /**
   * Default_Ignorable_Code_Point beyond the formatting characters, and three that are blank in
   * every font: https://www.unicode.org/Public/13.0.0/ucd/DerivedCoreProperties.txt.
   */
  private static boolean isIgnorable(int c) {
    return switch (c) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0 -> true;
      case 0x2800, 0x16FE4, 0x1D159 -> true;
      default ->
          (c >= 0x180B && c <= 0x180F)
              || (c >= 0xFE00 && c <= 0xFE0F)
              || (c >= 0xFFF0 && c <= 0xFFF8)
              || (c >= 0xE0000 && c <= 0xE0FFF);
    };
  }

  private static boolean isNoncharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  }
}
