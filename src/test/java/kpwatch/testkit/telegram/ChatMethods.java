package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Map;

/** The methods that ask about chats and their members. */
final class ChatMethods {
  private final Service service;

  ChatMethods(Service service) {
    this.service = service;
  }

  Map<String, Method> table() {
    return Map.of(
        "getMe", this::me,
        "getChat", call -> Shapes.fullChat(seen(call)),
        "getChatMember", this::member,
        "getChatAdministrators", this::administrators,
        "leaveChat", this::leave);
  }

  private JsonNode me(Call call) {
    return Shapes.person(service.world.bot())
        .put("can_join_groups", true)
        .put("can_read_all_group_messages", !service.world.privacyMode())
        .put("supports_inline_queries", false)
        .put("can_connect_to_business", false)
        .put("has_main_web_app", false);
  }

  /** A user who never wrote is not there. */
  private Place seen(Call call) {
    Place place = service.access.visible(call.params());
    if (place.kind() == Place.Kind.PRIVATE && !place.started) {
      throw Refusal.bad("chat not found");
    }
    return place;
  }

  private JsonNode member(Call call) {
    Place place = seen(call);
    long id =
        call.params()
            .whole("user_id")
            .orElseThrow(() -> Refusal.defect("invalid user_id specified"));
    boolean self = id == service.world.bot().id();
    if (!self && place.membersHidden && !place.bot().status().isAdmin()) {
      throw Refusal.bad("CHAT_ADMIN_REQUIRED");
    }
    Person person = service.world.person(id).orElseThrow(() -> Refusal.bad("user not found"));
    if (place.kind() == Place.Kind.PRIVATE) {
      return Shapes.member(place, person, Membership.of(Status.MEMBER));
    }
    return Shapes.member(place, person, place.membership(person));
  }

  /** Other bots are left out unless asked for. */
  private JsonNode administrators(Call call) {
    Place place = seen(call);
    if (place.kind() == Place.Kind.PRIVATE) {
      throw Refusal.bad("there are no administrators in the private chat");
    }
    if (place.kind() == Place.Kind.CHANNEL && !place.bot().status().isAdmin()) {
      throw Refusal.bad("member list is inaccessible");
    }
    ArrayNode list = Json.array();
    place.members.forEach(
        (id, membership) -> {
          Person person = service.world.person(id).orElseThrow();
          boolean shown =
              !person.isBot()
                  || person.equals(service.world.bot())
                  || call.params().flag("return_bots");
          if (membership.status().isAdmin() && shown) {
            list.add(Shapes.member(place, person, membership));
          }
        });
    return list;
  }

  private JsonNode leave(Call call) {
    Place place = service.access.visible(call.params());
    if (place.kind() == Place.Kind.PRIVATE) {
      throw Refusal.bad("chat member status can't be changed in private chats");
    }
    Membership old = place.bot();
    place.set(service.world.bot(), Membership.of(Status.LEFT));
    Told.member(service, place, service.world.bot(), service.world.bot(), old);
    return BooleanNode.TRUE;
  }
}
