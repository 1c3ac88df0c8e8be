package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chats and what the bot may see and do there. */
@Timeout(60)
class FakeTelegramWorldTest extends FakeTelegramFixture {
  @Test
  void aBotCannotWriteFirst() throws Exception {
    Place chat = telegram.world().privateChat(owner);

    assertThat(refusal(chat))
        .isEqualTo("403 Forbidden: bot can't initiate conversation with a user");
    assertThat(bot.call("getChat", "{\"chat_id\":" + chat.id() + "}").description())
        .isEqualTo("Bad Request: chat not found");
  }

  @Test
  void blockingAndUnblockingComeAsMembership() throws Exception {
    Place chat = started();
    people.blocks(owner);
    assertThat(refusal(chat)).isEqualTo("403 Forbidden: bot was blocked by the user");
    people.unblocks(owner);
    assertThat(bot.text(chat, "a").status()).isEqualTo(200);

    assertThat(news())
        .extracting(u -> u.at("/my_chat_member/new_chat_member/status").asText())
        .containsExactly("kicked", "member");
  }

  @Test
  void aDeactivatedUserCannotBeWrittenTo() throws Exception {
    Place chat = started();
    telegram.world().deactivate(owner);

    assertThat(refusal(chat)).isEqualTo("403 Forbidden: user is deactivated");
  }

  @Test
  void anUnknownChatIsNotFound() throws Exception {
    Place stranger = telegram.world().supergroup("Strangers", owner);

    assertThat(refusal(stranger)).isEqualTo("400 Bad Request: chat not found");
    assertThat(bot.call("getChat", "{\"chat_id\":\"@nobody\"}").description())
        .isEqualTo("Bad Request: chat not found");
    assertThat(bot.call("getChat", "{}").description()).isEqualTo("Bad Request: chat_id is empty");
  }

  @Test
  void aVanishedGroupIsDeleted() throws Exception {
    Place place = telegram.world().group("Small", owner);
    people.addsBot(owner, place);
    place.vanish();

    assertThat(refusal(place)).isEqualTo("403 Forbidden: the group chat was deleted");
  }

  @Test
  void aGroupThatBecomesASupergroupTellsItsNewId() throws Exception {
    Place group = telegram.world().group("Small", owner);
    people.addsBot(owner, group);
    news();
    Place next = people.becomesSupergroup(owner, group);

    assertThat(next.id()).isLessThan(-1_000_000_000_000L);
    PlainBot.Reply reply = bot.text(group, "a");
    assertThat(reply.description())
        .isEqualTo("Bad Request: group chat was upgraded to a supergroup chat");
    assertThat(reply.body().at("/parameters/migrate_to_chat_id").asLong()).isEqualTo(next.id());
    List<JsonNode> updates = news();
    assertThat(updates.get(0).at("/message/migrate_to_chat_id").asLong()).isEqualTo(next.id());
    assertThat(updates.get(1).at("/message/migrate_from_chat_id").asLong()).isEqualTo(group.id());
    assertThat(bot.text(next, "a").status()).isEqualTo(200);
  }

  @Test
  void aChannelIsForAdministratorsWithTheRightToPost() throws Exception {
    Place channel = telegram.world().channel("News", "kpnews", owner);
    assertThat(refusal(channel))
        .isEqualTo("403 Forbidden: bot is not a member of the channel chat");
    channel.join(telegram.world().bot());
    assertThat(refusal(channel))
        .isEqualTo("400 Bad Request: need administrator rights in the channel chat");
    people.addsBot(owner, channel, Right.EDIT_MESSAGES);
    assertThat(refusal(channel))
        .isEqualTo("400 Bad Request: not enough rights to send text messages to the chat");
    people.promotesBot(owner, channel, Right.POST_MESSAGES);
    JsonNode post = bot.text(channel, "a").result();
    assertThat(post.has("from")).isFalse();
    assertThat(post.at("/sender_chat/username").asText()).isEqualTo("kpnews");
    assertThat(bot.call("getChat", "{\"chat_id\":\"@KpNews\"}").result().path("id").asLong())
        .isEqualTo(channel.id());
    news();
    people.channelPost(channel, "/subscribe");
    assertThat(news().get(0).at("/channel_post/text").asText()).isEqualTo("/subscribe");
  }

  @Test
  void topicsCanBeOpenClosedDeletedOrGeneral() throws Exception {
    Place forum = telegram.world().forum("Forum", owner);
    people.addsBot(owner, forum);
    Topic topic = forum.topic("Alerts");
    String inTopic = ",\"message_thread_id\":" + topic.id();
    JsonNode post = bot.text(forum, "a", inTopic).result();
    assertThat(post.path("is_topic_message").asBoolean()).isTrue();
    assertThat(bot.text(forum, "a").result().has("message_thread_id")).isFalse();
    assertThat(bot.text(forum, "a", ",\"message_thread_id\":1").description())
        .isEqualTo("Bad Request: message thread not found");

    news();
    people.says(owner, forum, "/subscribe", topic);
    assertThat(post.path("reply_to_message").has("forum_topic_created"))
        .as("what answers nothing in a topic looks like an answer")
        .isTrue();
    people.closesTopic(owner, forum, topic);
    List<JsonNode> updates = news();
    assertThat(updates.get(0).at("/message/message_thread_id").asInt()).isEqualTo(topic.id());
    assertThat(updates.get(1).path("message").has("forum_topic_closed")).isTrue();
    assertThat(bot.text(forum, "a", inTopic).description()).isEqualTo("Bad Request: TOPIC_CLOSED");
    people.promotesBot(owner, forum, Right.MANAGE_TOPICS);
    assertThat(bot.text(forum, "a", inTopic).status()).isEqualTo(200);
    topic.delete();
    assertThat(bot.text(forum, "a", inTopic).description())
        .isEqualTo("Bad Request: message thread not found");
    people.demotesBot(owner, forum);
    forum.general().close();
    assertThat(bot.text(forum, "a").description()).isEqualTo("Bad Request: TOPIC_CLOSED");
    assertThat(bot.text(supergroup(), "a", inTopic).description())
        .isEqualTo("Bad Request: message thread not found");
  }

  @Test
  void privacyModeHidesWhatIsNotMeantForTheBot() throws Exception {
    Place place = supergroup();
    Post ours = post(place);
    people.says(owner, place, "hello");
    people.says(owner, place, "/status@OtherBot");
    people.says(owner, place, "see /status");
    people.says(owner, place, "/one");
    people.says(owner, place, "/two@kpwatchtestbot x");
    people.replies(owner, ours, "three");
    place.otherBotSpeaks();
    people.says(owner, place, "/four");
    List<JsonNode> updates = news();
    assertThat(updates)
        .extracting(u -> u.at("/message/text").asText())
        .containsExactly("/one", "/two@kpwatchtestbot x", "three");
    assertThat(updates.get(2).at("/message/message_thread_id").asInt())
        .as("an answer in a plain supergroup has a thread that is no topic")
        .isEqualTo(ours.id());
    assertThat(updates.get(2).path("message").has("is_topic_message")).isFalse();

    people.promotesBot(owner, place, Right.PIN_MESSAGES);
    news();
    people.says(owner, place, "hello");
    assertThat(news()).hasSize(1);
  }

  private Post post(Place place) throws Exception {
    bot.text(place, "alert").result();
    return telegram.sent(place).get(0);
  }

  @Test
  void aTestCannotMakePeopleDoTheImpossible() {
    Place place = telegram.world().supergroup("Ops", owner);
    Person guest = telegram.world().person("Guest");

    assertThatThrownBy(() -> people.says(guest, place, "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> people.starts(guest, "no payload"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> people.clicks(guest, people.says(owner, place, "a"), "no button"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
