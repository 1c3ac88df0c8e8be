package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Membership and rights. */
@Timeout(60)
class FakeTelegramMembersTest extends FakeTelegramFixture {
  private static String asked(Place place, Person who) {
    return "{\"chat_id\":%d,\"user_id\":%d}".formatted(place.id(), who.id());
  }

  @Test
  void addingPromotingAndRemovingComeAsMembership() throws Exception {
    Place place = telegram.world().supergroup("Ops", owner);
    people.addsBot(owner, place);
    people.promotesBot(owner, place, Right.PIN_MESSAGES);
    people.restrictsBot(owner, place, Right.SEND_MESSAGES);
    people.demotesBot(owner, place);
    people.removesBot(owner, place);

    List<JsonNode> updates = news();
    assertThat(updates)
        .filteredOn(u -> u.has("my_chat_member"))
        .extracting(u -> u.at("/my_chat_member/new_chat_member/status").asText())
        .containsExactly("member", "administrator", "restricted", "member", "kicked");
    assertThat(updates)
        .filteredOn(u -> u.has("message"))
        .extracting(u -> u.path("message").has("new_chat_members"))
        .containsExactly(true, false);
    assertThat(refusal(place)).isEqualTo("403 Forbidden: bot was kicked from the supergroup chat");
  }

  @Test
  void leavingEndsMembership() throws Exception {
    Place place = telegram.world().group("Small", owner);
    people.addsBot(owner, place);
    bot.call("leaveChat", "{\"chat_id\":" + place.id() + "}").result();

    assertThat(refusal(place)).isEqualTo("403 Forbidden: bot is not a member of the group chat");
    assertThat(news().get(2).at("/my_chat_member/new_chat_member/status").asText())
        .isEqualTo("left");
    assertThat(bot.call("leaveChat", "{\"chat_id\":" + started().id() + "}").status())
        .isEqualTo(400);
  }

  @Test
  void rightsOfMembersAndOfTheRestrictedHold() throws Exception {
    Place place = supergroup().allowMembers(Right.SEND_PHOTOS);
    assertThat(refusal(place))
        .isEqualTo("400 Bad Request: not enough rights to send text messages to the chat");
    people.promotesBot(owner, place, Right.PIN_MESSAGES);
    assertThat(bot.text(place, "a").status()).isEqualTo(200);
    people.restrictsBot(owner, place, Right.SEND_MESSAGES);
    String photo = "{\"chat_id\":%d,\"photo\":\"file\"}".formatted(place.id());
    assertThat(bot.call("sendPhoto", photo).description())
        .isEqualTo("Bad Request: not enough rights to send photos to the chat");
  }

  @Test
  void anAnonymousAdministratorSpeaksAsTheGroup() throws Exception {
    Place place = supergroup();
    place.set(owner, Membership.anonymousAdmin(Right.MANAGE_CHAT));
    people.says(owner, place, "/subscribe");

    JsonNode message = news().get(0).path("message");
    assertThat(message.at("/from/username").asText()).isEqualTo("GroupAnonymousBot");
    assertThat(message.at("/sender_chat/id").asLong()).isEqualTo(place.id());
  }

  @Test
  void membersAndAdministratorsCanBeAskedFor() throws Exception {
    Person guest = telegram.world().person("Guest");
    Place place = supergroup().join(guest);
    assertThat(bot.call("getChatMember", asked(place, owner)).result().path("status").asText())
        .isEqualTo("creator");
    people.promotes(owner, place, guest, Right.MANAGE_CHAT);
    JsonNode member = bot.call("getChatMember", asked(place, guest)).result();
    assertThat(member.path("can_manage_chat").asBoolean()).isTrue();
    assertThat(member.path("can_pin_messages").asBoolean()).isFalse();
    assertThat(bot.call("getChatAdministrators", "{\"chat_id\":" + place.id() + "}").result())
        .hasSize(2);

    place.hideMembers();
    assertThat(bot.call("getChatMember", asked(place, guest)).description())
        .isEqualTo("Bad Request: CHAT_ADMIN_REQUIRED");
    assertThat(bot.call("getChatMember", asked(place, telegram.world().bot())).status())
        .isEqualTo(200);
    assertThat(
            bot.call("getChatMember", "{\"chat_id\":%d,\"user_id\":1}".formatted(place.id()))
                .status())
        .isEqualTo(400);
    String inPrivate = "{\"chat_id\":" + started().id() + "}";
    assertThat(bot.call("getChatAdministrators", inPrivate).description())
        .isEqualTo("Bad Request: there are no administrators in the private chat");
    Place channel = telegram.world().channel("News", "kpnews", owner);
    assertThat(
            bot.call("getChatAdministrators", "{\"chat_id\":" + channel.id() + "}").description())
        .isEqualTo("Bad Request: member list is inaccessible");
  }
}
