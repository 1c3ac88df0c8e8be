package kpwatch.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A settings file as it was read: its entries in order with their line numbers, which {@link
 * Properties} by itself forgets, and what was wrong with it. The escapes are those of {@code
 * Properties}.
 */
record SettingsFile(List<Entry> entries, List<Problem> problems) {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

  /** One key with its value, blanks around it removed. */
  record Entry(String key, String value, int line, String origin) {}

  SettingsFile {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /** A missing file has no entries, and is a problem only where it {@code mustExist}. */
  static SettingsFile read(Path path, boolean mustExist) {
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      return mustExist ? unreadable(path, "an existing settings file") : parse("", path.toString());
    } catch (CharacterCodingException e) {
      return unreadable(path, "a settings file in UTF-8");
    } catch (IOException e) {
      return unreadable(path, "a readable settings file (" + e.getClass().getSimpleName() + ")");
    }
    return parse(text, path.toString());
  }

  static SettingsFile parse(String text, String file) {
    List<Entry> entries = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Map<String, Integer> lineOf = new HashMap<>();
    String[] lines = LINE_END.split(text.startsWith("\uFEFF") ? text.substring(1) : text, -1);
    for (int i = 0; i < lines.length; i++) {
      int number = i + 1;
      StringBuilder logical = new StringBuilder(lines[i].stripLeading());
      boolean comment = logical.length() > 0 && "#!".indexOf(logical.charAt(0)) >= 0;
      while (!comment && continues(logical)) {
        logical.setLength(logical.length() - 1);
        if (++i < lines.length) {
          logical.append(lines[i].stripLeading());
        }
      }
      String origin = file + " line " + number;
      try {
        for (Map.Entry<Object, Object> pair : load(logical).entrySet()) {
          Entry entry =
              new Entry(
                  pair.getKey().toString(), pair.getValue().toString().strip(), number, origin);
          Integer before = lineOf.put(entry.key(), number);
          if (before != null) {
            problems.add(twice(entry.key(), file, before, number));
          }
          entries.add(entry);
        }
      } catch (IllegalArgumentException e) {
        problems.add(
            new Problem(
                "settings file", "", origin, "a \\u must be followed by four hexadecimal digits"));
      }
    }
    return new SettingsFile(entries, problems);
  }

  /** The key as it may be shown: a token pasted in a key's place must not be. */
  static String shown(String key) {
    boolean plain = key.matches("[\\p{Alnum}._-]{1,40}") && Redacted.text(key).equals(key);
    return plain ? key : Secret.MASK;
  }

  private static boolean continues(StringBuilder line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static Properties load(CharSequence line) {
    Properties pair = new Properties();
    try {
      pair.load(new StringReader(line.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pair;
  }

  private static Problem twice(String key, String file, int first, int second) {
    return new Problem(
        shown(key),
        "",
        file + " line " + first + " and line " + second,
        "is set twice; keep one of the two lines");
  }

  private static SettingsFile unreadable(Path path, String expected) {
    return new SettingsFile(
        List.of(),
        List.of(
            new Problem(
                "settings file",
                Redacted.text(path.toString()),
                "not read",
                "must be " + expected)));
  }
}
