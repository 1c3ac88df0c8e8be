package kpwatch.telegram;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what Telegram's apps would turn into a link, a mention or a tag: addresses of pages, mail
 * addresses, domains, IPv4 addresses, words after {@code @}, {@code #} and {@code $}. It errs
 * towards more. Written by hand, since strangers choose the text: it looks at each character a few
 * times, whatever the text is.
 */
final class LinkScanner {
  private static final List<String> SCHEMES = List.of("https", "http", "tg", "ton", "ftp");
  private static final String AFTER_SCHEME = "://";

  /** Ends a sentence rather than an address. */
  private static final String TAIL = ".,;:!?)]}'\"»…";

  private final CharSequence text;
  private final List<Stretch> found = new ArrayList<>();

  private LinkScanner(CharSequence text) {
    this.text = text;
  }

  /** In order, apart from each other, none empty. */
  static List<Stretch> scan(CharSequence text) {
    LinkScanner scanner = new LinkScanner(text);
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && !isSpace(text.charAt(end))) {
        end++;
      }
      scanner.word(at, end);
      at = end + 1;
    }
    return List.copyOf(scanner.found);
  }

  /** A stretch without spaces. */
  private void word(int from, int end) {
    int rest = from;
    int at = lastAt(from, end);
    if (at > from) {
      rest = hasScheme(from, end) ? end : mailEnd(at + 1, end);
      add(from, rest);
    }
    scan(rest, end);
  }

  /** The last {@code @} that something follows which may be a host; -1: none. */
  private int lastAt(int from, int end) {
    for (int i = end - 2; i >= from; i--) {
      if (text.charAt(i) == '@' && mailEnd(i + 1, end) > i + 1) {
        return i;
      }
    }
    return -1;
  }

  private int mailEnd(int from, int end) {
    int i = from;
    while (i < end && isOfMailHost(point(i, end))) {
      i += Character.charCount(point(i, end));
    }
    return i;
  }

  private void scan(int from, int end) {
    int noDomainBefore = from;
    int i = from;
    while (i < end) {
      int to = hasScheme(i, end) ? end : i;
      if (to == i && i >= noDomainBefore) {
        DomainScan domain = DomainScan.of(text, i, end);
        to = domain.to();
        noDomainBefore = domain.lookedTo();
      }
      if (to == i) {
        to = AddressScan.end(text, i, end);
      }
      if (to == i) {
        to = tagEnd(i, end);
      }
      if (to > i) {
        add(i, to);
        i = to;
      } else {
        i += Character.charCount(point(i, end));
      }
    }
  }

  /** A scheme with {@code ://} and something behind it. */
  private boolean hasScheme(int from, int end) {
    for (String scheme : SCHEMES) {
      int after = from + scheme.length();
      if (after + AFTER_SCHEME.length() < end
          && matches(scheme, from)
          && matches(AFTER_SCHEME, after)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(String lower, int from) {
    for (int i = 0; i < lower.length(); i++) {
      char c = text.charAt(from + i);
      char small = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      if (small != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int tagEnd(int from, int end) {
    if ("@#$".indexOf(text.charAt(from)) < 0) {
      return from;
    }
    int i = from + 1;
    while (i < end && isOfTag(point(i, end))) {
      i += Character.charCount(point(i, end));
    }
    return i == from + 1 ? from : i;
  }

  private void add(int from, int to) {
    int end = to;
    while (end > from && TAIL.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end > from) {
      found.add(new Stretch(from, end));
    }
  }

  private int point(int at, int end) {
    return pointAt(text, at, end);
  }

  /** The character at a place; one that the end divides counts by its first half. */
  static int pointAt(CharSequence text, int at, int end) {
    char first = text.charAt(at);
    return Character.isHighSurrogate(first) && at + 1 < end
        ? Character.codePointAt(text, at)
        : first;
  }

  static boolean isNumber(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static boolean isOfMailHost(int c) {
    return Character.isLetter(c) || isNumber(c) || c == '.' || c == '-';
  }

  private static boolean isOfTag(int c) {
    return Character.isLetter(c) || isNumber(c) || c == '_';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
