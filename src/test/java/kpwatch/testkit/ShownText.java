package kpwatch.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with a text that people read, if strangers wrote a part of it. */
public final class ShownText {
  private static final int ECHOED = 60;
  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\u115F\\u3164\\uFE0F&&[^\\n]]");
  private static final Pattern TALL = Pattern.compile("[\\p{Mn}\\p{Me}]{4}");

  private ShownText() {}

  /**
   * @param shown without the platform's own escapes
   * @param typed what the stranger wrote
   */
  public static List<String> faults(String shown, String typed) {
    List<String> faults = new ArrayList<>();
    if (HIDDEN.matcher(shown).find()) {
      faults.add("something hidden");
    }
    if (TALL.matcher(shown).find()) {
      faults.add("a pile of marks");
    }
    boolean longer = typed.codePointCount(0, typed.length()) > ECHOED;
    if (longer && shown.contains(typed.substring(0, typed.offsetByCodePoints(0, ECHOED + 1)))) {
      faults.add("more than " + ECHOED + " characters of the input");
    }
    return faults;
  }
}
