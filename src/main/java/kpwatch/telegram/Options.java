package kpwatch.telegram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.command.Spec;
import kpwatch.command.Spec.Kind;
import kpwatch.command.Spec.Option;

/**
 * What was typed after a command, as its options: {@code all quiet=22:00-07:00 @channel}. A word
 * goes to the option that is named before it, else to the first that it fits.
 *
 * @param values by option
 * @param channel another chat to act on
 * @param unread words that fit nowhere
 */
record Options(Map<String, String> values, Optional<String> channel, List<String> unread) {
  private static final Pattern NAMED = Pattern.compile("^([a-z_]++)[=:](.*)");
  private static final String CHANNEL = "channel";
  private static final Pattern CHAT = Pattern.compile("@\\w{4,32}|-\\d{6,18}(?:/\\d{1,9})?");

  static Options read(Spec spec, String typed) {
    return new Reader(known(spec)).read(typed);
  }

  /** Telegram has no roles to call by name. */
  static List<Option> known(Spec spec) {
    return spec.options().stream().filter(o -> !o.name().startsWith("mention")).toList();
  }

  private static final class Reader {
    private final List<Option> options;
    private final Map<String, StringBuilder> values = new HashMap<>();
    private final List<String> unread = new ArrayList<>();
    private Optional<String> channel = Optional.empty();
    private Optional<String> open = Optional.empty();

    Reader(List<Option> options) {
      this.options = options;
    }

    Options read(String typed) {
      for (String word : typed.split("\\s+")) {
        if (!word.isEmpty()) {
          take(word);
        }
      }
      Map<String, String> texts = new HashMap<>();
      values.forEach((name, text) -> texts.put(name, text.toString()));
      return new Options(Map.copyOf(texts), channel, List.copyOf(unread));
    }

    private void take(String word) {
      Matcher named = NAMED.matcher(word);
      if (named.matches() && named.group(1).equals(CHANNEL) && has(Kind.CHANNEL)) {
        another(word, named.group(2));
      } else if (named.matches()
          && options.stream().anyMatch(o -> o.name().equals(named.group(1)))) {
        values.put(named.group(1), new StringBuilder(named.group(2)));
        open = Optional.of(named.group(1));
      } else if (channel.isEmpty() && has(Kind.CHANNEL) && CHAT.matcher(word).matches()) {
        channel = Optional.of(word);
      } else if (fitting(word).isPresent()) {
        Option option = fitting(word).get();
        values.put(option.name(), new StringBuilder(option.kind() == Kind.FLAG ? "true" : word));
        open = option.kind() == Kind.TEXT ? Optional.of(option.name()) : Optional.empty();
      } else if (open.isPresent()) {
        StringBuilder text = values.computeIfAbsent(open.get(), name -> new StringBuilder());
        text.append(text.isEmpty() ? "" : " ").append(word);
      } else {
        unread.add(word);
      }
    }

    /** A chat that cannot be read is never taken for the chat where the caller speaks. */
    private void another(String word, String chat) {
      if (channel.isEmpty() && CHAT.matcher(chat).matches()) {
        channel = Optional.of(chat);
      } else {
        unread.add(word);
      }
    }

    private boolean has(Kind kind) {
      return options.stream().anyMatch(o -> o.kind() == kind);
    }

    private Optional<Option> fitting(String word) {
      return options.stream()
          .filter(o -> !values.containsKey(o.name()))
          .filter(o -> fits(o, word))
          .findFirst();
    }

    private boolean fits(Option option, String word) {
      return switch (option.kind()) {
        case CHOICE -> option.choices().stream().anyMatch(word::equalsIgnoreCase);
        case FLAG -> word.equalsIgnoreCase(option.name());
        case NUMBER -> word.matches("\\d{1,9}");
        case INCIDENT -> word.matches("[A-Za-z0-9-]{2,12}");
        case TEXT -> open.isEmpty();
        case CHANNEL, ROLE -> false;
      };
    }
  }
}
