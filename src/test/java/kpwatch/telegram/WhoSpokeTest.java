package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 17, item 6: whose words count, and what a button may ask for. */
@Timeout(120)
final class WhoSpokeTest {
  private final Scene scene = new Scene();
  private Place chat;

  @BeforeEach
  void subscribe() {
    chat = scene.subscribed();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void says(String from, String rest) {
    scene
        .telegram
        .updates()
        .raw(
            "\"message\":{\"message_id\":77,\"date\":"
                + scene.now().getEpochSecond()
                + ",\"from\":"
                + from
                + ",\"chat\":{\"id\":"
                + chat.id()
                + ",\"type\":\"private\",\"first_name\":\"O\"},\"text\":\"/mute 7d\","
                + "\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":5}]"
                + rest
                + "}");
    scene.hear();
  }

  private String owner() {
    return "{\"id\":" + scene.owner.id() + ",\"is_bot\":false,\"first_name\":\"O\"}";
  }

  private boolean muted() {
    return scene.subscriptions.find(Scene.ref(chat)).orElseThrow().mute().isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"forward_origin\":{\"type\":\"user\",\"date\":1,\"sender_user\":{\"id\":5,\"is_bot\":false,\"first_name\":\"X\"}}",
        ",\"forward_origin\":{\"type\":\"hidden_user\",\"date\":1,\"sender_user_name\":\"X\"}",
        ",\"forward_origin\":{\"type\":\"of_next_year\",\"date\":1}",
        ",\"forward_date\":1700000000",
        ",\"via_bot\":{\"id\":9,\"is_bot\":true,\"first_name\":\"Inline\"}",
        ",\"sender_business_bot\":{\"id\":9,\"is_bot\":true,\"first_name\":\"Shop\"}",
        ",\"is_automatic_forward\":true",
        ",\"edit_date\":1700000000",
        ",\"quote\":{\"text\":\"x\",\"position\":0}",
        ",\"external_reply\":{\"origin\":{\"type\":\"hidden_user\",\"date\":1,\"sender_user_name\":\"X\"}}"
      })
  void wordsOfOthersAreNoCommand(String sign) {
    says(owner(), sign);
    assertThat(muted()).isFalse();
    assertThat(scene.telegram.sent(chat)).hasSize(1);
  }

  @Test
  void aBotIsNobodyWhoCommands() {
    says("{\"id\":" + scene.owner.id() + ",\"is_bot\":true,\"first_name\":\"B\"}", "");
    assertThat(muted()).isFalse();
  }

  @Test
  void theSameInOwnWordsIsACommand() {
    says(owner(), "");
    assertThat(muted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1:subscribe:mention=foo",
        "v1:subscribe:quiet=off",
        "v1:subscribe:level=none",
        "v1:subscribe:detail=all",
        "v1:subscribe:channel=x"
      })
  void whatNoButtonOffersIsRefusedWithoutAWord(String forged) {
    var before = scene.subscriptions.find(Scene.ref(chat));
    scene.people.presses(scene.owner, scene.last(chat), forged);
    scene.hear();
    assertThat(scene.subscriptions.find(Scene.ref(chat))).isEqualTo(before);
    assertThat(scene.telegram.sent(chat)).hasSize(1);
    assertThat(scene.telegram.unansweredCallbacks()).isEmpty();
  }

  @Test
  void aStrangerLearnsNothingOfAPrivateGroup() {
    Place secret = scene.telegram.world().supergroup("Secret plans", scene.owner);
    scene.people.addsBot(scene.owner, secret);
    Person stranger = scene.telegram.world().person("Stranger");
    scene.people.starts(stranger, "");
    scene.hear();
    Place own = scene.telegram.world().privateChat(stranger);
    for (String command : new String[] {"/subscribe ", "/unsubscribe ", "/mute 8h ", "/test "}) {
      scene.people.says(stranger, own, command + secret.id());
      scene.hear();
      String there = scene.last(own).text();
      scene.people.says(stranger, own, command + "-1009999999999");
      scene.hear();
      String nowhere = scene.last(own).text();
      assertThat(there).as(command).isEqualTo(nowhere.replace("-1009999999999", "" + secret.id()));
      assertThat(there).startsWith("Not done").doesNotContain("Secret");
    }
    Post below = scene.last(own);
    int before = scene.telegram.sent(own).size();
    scene.people.presses(stranger, below, "v1:subscribe:level=all@" + secret.id());
    scene.people.presses(stranger, below, "v1:subscribe@" + secret.id() + "/7");
    scene.hear();
    assertThat(scene.after(before, own)).noneMatch(p -> p.text().contains("Secret"));
    assertThat(scene.subscriptions.find(Scene.ref(secret))).isEmpty();
    assertThat(scene.telegram.sent(secret)).as("the welcome alone").hasSize(1);
  }
}
