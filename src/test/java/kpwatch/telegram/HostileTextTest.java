package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Notification.Kind;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import kpwatch.testkit.telegram.Right;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Text of strangers, and of every length, arrives as it is read. */
@Timeout(120)
final class HostileTextTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  private Post sent(int number, String headline, List<String> lines) {
    Place chat = scene.telegram.world().privateChat(scene.owner);
    if (number == 1) {
      scene.subscribed();
    }
    Message message =
        new Message(
            Message.Status.OUTAGE,
            headline,
            List.of(new Section("Seen", lines)),
            "KP-K7Q2 · update " + number,
            Optional.of(scene.now()));
    scene.say(News.with(number, scene.now(), Kind.UPDATED, true, message), chat);
    scene.run();
    assertThat(scene.deliveries().get(number - 1)).containsEntry("state", "sent");
    return scene.last(chat);
  }

  @Test
  void markupIsReadAsText() {
    String nasty = "<b>bold</b> & &lt; \" ' </code> <tg-time unix=\"1\"> ]]> *_`~|";
    Post post = sent(1, "Headline " + nasty, List.of("Line " + nasty));
    assertThat(post.text()).contains("Headline " + nasty).contains("Line " + nasty);
    assertThat(post.marked("bold")).allMatch(b -> !b.equals("bold"));
  }

  @Test
  void nothingBecomesALinkAMentionOrATag() {
    Post post =
        sent(
            1,
            "see kcna.kp",
            List.of(
                "http://www.rodong.rep.kp/x?y=1, mail a@b.com, and 175.45.176.71:80.",
                "@channel @Owner_1 #tag $USD",
                "подделка.рф tg://resolve?domain=x t.me/joinchat/abc"));
    for (String type : List.of("url", "mention", "hashtag", "cashtag", "email", "text_link")) {
      assertThat(post.marked(type)).as(type).isEmpty();
    }
    assertThat(post.marked("code"))
        .contains("kcna.kp", "http://www.rodong.rep.kp/x?y=1", "@channel", "a@b.com");
  }

  @Test
  void controlsHalvesAndTurnsOfDirectionAreLeftOut() {
    Post post = sent(1, "a\u0000b\u001bc\u202Ede\u2028f", List.of("line\nbreak"));
    assertThat(post.text()).startsWith("a b cde f").contains("line break");
    assertThat(Words.plain("half \uDC00 and \uD800 half"))
        .containsExactly(new Piece.Plain("half  and  half"));
  }

  @Test
  void theLimitHoldsToTheCharacterInKoreanAndEmoji() {
    int number = 0;
    for (String unit : List.of("x", "한", "😀", "&")) {
      for (int length : new int[] {3990, 4000, 4060, 4096, 4097, 9000}) {
        number++;
        int units = length / unit.length();
        Post post = sent(number, "Headline", Collections.nCopies(units / 40 + 1, unit.repeat(39)));
        assertThat(post.text().length()).isLessThanOrEqualTo(4096);
        assertThat(post.text()).startsWith("Headline").endsWith("KP-K7Q2 · update " + number);
      }
    }
    Post post = sent(number + 1, "한😀".repeat(2000), List.of("line"));
    assertThat(post.text()).contains("…").endsWith("KP-K7Q2 · update " + (number + 1));
  }

  @Test
  void whateverIsWrittenIsTaken() {
    Random random = new Random(20261123);
    String alphabet = "<>&\"'/@#.:;한😀\u0301a b\t\\{}[]()=-_*~`|\u200f";
    for (int number = 1; number <= 120; number++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        StringBuilder line = new StringBuilder();
        for (int j = 0; j < 30; j++) {
          line.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        lines.add(line.toString());
      }
      sent(number, "<" + lines.get(0), lines);
    }
  }

  @Test
  void whatAUserTypesComesBackHarmless() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/incident <i>&amp;@everyone</i>");
    scene.people.says(scene.owner, chat, "/mute 8h {channel:1} <script>");
    scene.people.says(scene.owner, chat, "/sites <b>");
    scene.hear();
    assertThat(scene.telegram.sent(chat)).hasSize(4);
  }

  @Test
  void wordsThatNoOptionTakesComeBackShortAndUnexpanded() {
    Place chat = scene.started();
    int said = scene.telegram.sent(chat).size();
    for (String word : List.of("{channel:123}", "a.".repeat(2000), "x".repeat(4000), "\u202Ea")) {
      scene.people.says(scene.owner, chat, "/help " + word);
      scene.hear();
      Post answer = scene.last(chat);
      assertThat(scene.telegram.sent(chat)).hasSize(++said);
      assertThat(answer.text()).startsWith("Not done").doesNotContain("chat 123", "\u202E");
      assertThat(answer.text().length()).isLessThan(200);
    }
  }

  @Test
  void theTitleOfAChannelIsSaidShortAndUnexpanded() {
    Place hostile =
        scene.telegram.world().channel("{channel:123}\u202E" + "y".repeat(110), "", scene.owner);
    Place chat = scene.started();
    scene.people.addsBot(scene.owner, hostile, Right.POST_MESSAGES);
    scene.hear();
    Post answer = scene.last(chat);
    assertThat(answer.text()).contains("I may post in \"(channel:123)?yyy");
    assertThat(answer.text()).doesNotContain("chat 123", "\u202E", "y".repeat(60));
  }
}
