package kpwatch.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kpwatch.subscription.Level;
import kpwatch.subscription.QuietHours;
import kpwatch.subscription.Severity;
import kpwatch.subscription.Wishes;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.subscription.Wishes.Mention;
import kpwatch.untrusted.UntrustedText;

/** What was said with {@code /subscribe}, over what was wished before; all problems at once. */
final class WishForm {
  static final String NOBODY = "nobody";
  private static final int LONGEST_ROLE = 64;

  private final Request request;
  private final Wishes before;
  private final List<String> problems = new ArrayList<>();

  private WishForm(Request request, Wishes before) {
    this.request = request;
    this.before = before;
  }

  /**
   * @param wishes as they would be; only to be used without problems
   * @param problems one line each: what was said, what is allowed
   */
  record Filled(Wishes wishes, List<String> problems) {}

  static Filled read(Request request, Wishes before) {
    WishForm form = new WishForm(request, before);
    Wishes wishes =
        new Wishes(
            form.choice("level", before.level(), Map.of("major", Level.MAJOR, "all", Level.ALL)),
            form.mention(),
            form.choice("detail", before.detail(), details()),
            form.quiet());
    return new Filled(wishes, List.copyOf(form.problems));
  }

  private static Map<String, Detail> details() {
    return Map.of("short", Detail.SHORT, "full", Detail.FULL);
  }

  private <T> T choice(String option, T kept, Map<String, T> allowed) {
    Optional<String> said = request.option(option);
    if (said.isEmpty()) {
      return kept;
    }
    T found = allowed.get(said.get().strip().toLowerCase(Locale.ROOT));
    if (found == null) {
      List<String> words = allowed.keySet().stream().sorted().toList();
      problems.add(
          option
              + ": "
              + UntrustedText.quoted(said.get())
              + " is not one of "
              + String.join(", ", words));
      return kept;
    }
    return found;
  }

  private Optional<Mention> mention() {
    Map<String, Optional<Severity>> allowed = new LinkedHashMap<>();
    allowed.put("degraded", Optional.of(Severity.DEGRADED));
    allowed.put("partial", Optional.of(Severity.PARTIAL));
    allowed.put("outage", Optional.of(Severity.OUTAGE));
    allowed.put(NOBODY, Optional.empty());
    Severity kept = before.mention().map(Mention::from).orElse(Severity.OUTAGE);
    Optional<Severity> from = choice("mention_from", Optional.of(kept), allowed);
    Optional<String> role =
        request.option("mention").map(String::strip).or(() -> before.mention().map(Mention::role));
    if (role.filter(WishForm::harmful).isPresent()) {
      problems.add("mention: that is no role");
      return before.mention();
    }
    if (role.isEmpty() && from.isPresent() && request.option("mention_from").isPresent()) {
      problems.add("mention_from: it needs a role in mention, which nobody has named yet");
    }
    return from.flatMap(f -> role.map(r -> new Mention(r, f)));
  }

  private static boolean harmful(String role) {
    return role.length() > LONGEST_ROLE || role.codePoints().anyMatch(Character::isISOControl);
  }

  private Optional<QuietHours> quiet() {
    return new QuietText(before.quiet(), problems)
        .read(request.option("quiet"), request.option("zone"));
  }
}
