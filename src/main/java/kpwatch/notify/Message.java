package kpwatch.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said, before a platform gives it a shape.
 *
 * @param status the state that it tells of; platforms give it a colour
 * @param headline one line, complete in itself, the status word first
 * @param sections in the order of reading
 * @param foot code, update number and data time; empty where there is none
 * @param since when what it tells of began, for the reader's own clock
 */
public record Message(
    Status status, String headline, List<Section> sections, String foot, Optional<Instant> since) {
  public Message {
    sections = List.copyOf(sections);
  }

  /** The state in one word, with its shape: never by colour alone. */
  public enum Status {
    NORMAL,
    DEGRADED,
    OUTAGE,
    UNSTABLE,
    UNKNOWN,
    /** An answer or a notice that tells no state of the country. */
    NOTE
  }

  /**
   * Lines that belong together.
   *
   * @param title empty for the facts that come first
   * @param withdrawn taken back: still to be read, and struck through
   */
  public record Section(String title, List<String> lines, boolean withdrawn) {
    public Section {
      lines = List.copyOf(lines);
    }

    /** Lines that hold. */
    public Section(String title, List<String> lines) {
      this(title, lines, false);
    }

    public static Section of(String... lines) {
      return new Section("", List.of(lines));
    }
  }

  /** A notice of a headline and lines. */
  public static Message note(String headline, String... lines) {
    List<Section> sections = lines.length == 0 ? List.of() : List.of(Section.of(lines));
    return new Message(Status.NOTE, headline, sections, "", Optional.empty());
  }

  /** The same under another headline. */
  public Message under(String other) {
    return new Message(status, other, sections, foot, since);
  }

  /** The same with one more section at its end. */
  public Message and(Section section) {
    List<Section> more = new ArrayList<>(sections);
    more.add(section);
    return new Message(status, headline, more, foot, since);
  }

  /** Everything as plain text: the headline, the sections apart by empty lines, the foot. */
  public String plain() {
    List<String> parts = new ArrayList<>();
    parts.add(headline);
    for (Section section : sections) {
      if (!section.lines().isEmpty()) {
        parts.add(plain(section));
      }
    }
    if (!foot.isEmpty()) {
      parts.add(foot);
    }
    return String.join("\n\n", parts);
  }

  private static String plain(Section section) {
    return section.title().isEmpty()
        ? String.join("\n", section.lines())
        : section.title() + "\n  " + String.join("\n  ", section.lines());
  }
}
