package kpwatch.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.HostileText;

/** What the desk says to hostile words: as a command, in each option of each command, pressed. */
public final class HostileAnswers {
  /** Its channel would be shown as a link, or by a name, if the placeholder were expanded. */
  public static final String CHANNEL = "123";

  private static final int LENGTH = 4096;

  private HostileAnswers() {}

  /**
   * An answer with what was asked.
   *
   * @param typed the stranger's words
   */
  public record HostileAnswer(String asked, String typed, Reply reply) {
    @Override
    public String toString() {
      return asked;
    }
  }

  public static Stream<HostileAnswer> all() {
    Big big = new Big();
    Subscription here =
        new Subscription(
            Night.HERE,
            Night.HOME,
            Wishes.USUAL,
            Optional.empty(),
            new Standing(Standing.State.ACTIVE, "", Big.NOW));
    big.subscribers.put(here, List.of(), Big.NOW);
    Desk desk = big.desk();
    List<HostileAnswer> answers = new ArrayList<>();
    words()
        .forEach(
            (name, word) -> {
              answers.add(said(desk, name, word, word));
              answers.add(pressed(desk, name, word, word));
              answers.add(pressed(desk, name, word, "sites:1:" + word));
              for (Spec spec : Desk.commands()) {
                for (Spec.Option option : spec.options()) {
                  answers.add(said(desk, name, word, spec.name(), option.name(), word));
                }
              }
            });
    return answers.stream();
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>(HostileText.ofLength(LENGTH));
    for (String word :
        List.of(
            "{channel:" + CHANNEL + "}",
            "\\{channel:" + CHANNEL + "}",
            "{role:1}",
            "@everyone",
            "<@&1>",
            "<#1>",
            "https://e.kp/x",
            "discord.gg/abc",
            "[a](https://e.kp)",
            "kcna.kp @owner #tag",
            "a\n# forged\u202E\u200B")) {
      words.put(word, word);
    }
    return words;
  }

  private static HostileAnswer said(
      Desk desk, String name, String word, String command, String... options) {
    Request request = Night.request(Night.managed(), command, options);
    String asked = options.length == 0 ? "a command" : command + " " + options[0];
    return new HostileAnswer(asked + " with " + name, word, desk.answer(request, Big.NOW));
  }

  private static HostileAnswer pressed(Desk desk, String name, String word, String button) {
    Reply reply = desk.pressed(button, Night.managed(), Big.NOW);
    return new HostileAnswer("pressed with " + name, word, reply);
  }
}
