package kpwatch.command;

import java.util.List;

/**
 * A command as users see it.
 *
 * @param name one lower-case word
 * @param description one line, at most 100 characters
 * @param options required ones first
 * @param writes whether it changes something, so that the caller needs rights on the target channel
 */
public record Spec(String name, String description, List<Option> options, boolean writes) {
  public Spec {
    options = List.copyOf(options);
  }

  /**
   * One thing that may be said with a command.
   *
   * @param choices the only values of a {@code CHOICE}; else empty
   */
  public record Option(
      String name, String description, Kind kind, boolean required, List<String> choices) {
    public Option {
      choices = List.copyOf(choices);
    }

    static Option text(String name, String description) {
      return new Option(name, description, Kind.TEXT, false, List.of());
    }

    static Option flag(String name, String description) {
      return new Option(name, description, Kind.FLAG, false, List.of());
    }

    static Option number(String name, String description) {
      return new Option(name, description, Kind.NUMBER, false, List.of());
    }

    static Option choice(String name, String description, String... choices) {
      return new Option(name, description, Kind.CHOICE, false, List.of(choices));
    }

    static Option incident(String name, String description, boolean required) {
      return new Option(name, description, Kind.INCIDENT, required, List.of());
    }

    static Option channel(String description) {
      return new Option("channel", description, Kind.CHANNEL, false, List.of());
    }

    Option needed() {
      return new Option(name, description, kind, true, choices);
    }
  }

  /** What an option holds; every value reaches the desk as text. */
  public enum Kind {
    TEXT,
    CHOICE,
    /** {@code true} or {@code false}. */
    FLAG,
    /** A whole number. */
    NUMBER,
    /** A code, offered while it is typed. */
    INCIDENT,
    /** A channel or thread; the platform turns it into the request's place. */
    CHANNEL,
    /** A role, as the platform knows it. */
    ROLE
  }
}
