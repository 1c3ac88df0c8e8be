package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;

/** What users do; the bot hears of it through updates, as far as Telegram would tell it. */
public final class People {
  private final Service service;
  private final World world;

  People(Service service) {
    this.service = service;
    this.world = service.world;
  }

  /**
   * Writes in a private chat or a group; an anonymous administrator writes as the group.
   *
   * @throws IllegalArgumentException if that user could not write there
   */
  public Post says(Person user, Place place, String text) {
    return says(user, place, text, Post.Context.NONE);
  }

  /** Writes in a topic of a forum. */
  public Post says(Person user, Place forum, String text, Topic topic) {
    return says(user, forum, text, new Post.Context(Optional.empty(), Optional.of(topic)));
  }

  /** Answers a message, in its topic if it has one. */
  public Post replies(Person user, Post original, String text) {
    return says(
        user, original.place(), text, new Post.Context(Optional.of(original), original.topic()));
  }

  private Post says(Person user, Place place, String text, Post.Context context) {
    synchronized (world) {
      boolean anonymous = place.isGroup() && place.membership(user).anonymous();
      boolean there =
          place.kind() == Place.Kind.PRIVATE
              ? place.id() == user.id() && !place.blocked
              : place.isGroup() && place.membership(user).status().isPresent();
      if (!there) {
        throw new IllegalArgumentException(user.firstName() + " cannot write in " + place);
      }
      place.started |= place.kind() == Place.Kind.PRIVATE;
      Post post =
          world.post(
              place,
              Optional.of(anonymous ? World.GROUP_ANONYMOUS_BOT : user),
              anonymous ? Optional.of(place) : Optional.empty(),
              context,
              Formatted.plain(text));
      if (Privacy.shows(service, post)) {
        service.updates.add("message", Shapes.message(post));
      }
      return post;
    }
  }

  /** Presses Start, perhaps from a link {@code t.me/<bot>?start=payload}; unblocks the bot. */
  public Post starts(Person user, String payload) {
    if (!payload.matches("[A-Za-z0-9_-]{0,64}")) {
      throw new IllegalArgumentException("no start payload: " + payload);
    }
    Place place = world.privateChat(user);
    if (place.blocked) {
      unblocks(user);
    }
    return says(user, place, payload.isEmpty() ? "/start" : "/start " + payload);
  }

  /** Posts in a channel; nobody is named as its author. */
  public Post channelPost(Place channel, String text) {
    synchronized (world) {
      Post post =
          world.post(
              channel,
              Optional.empty(),
              Optional.of(channel),
              Post.Context.NONE,
              Formatted.plain(text));
      if (channel.bot().status().isAdmin()) {
        service.updates.add("channel_post", Shapes.message(post));
      }
      return post;
    }
  }

  /**
   * Presses the inline button with this text or this callback data.
   *
   * @return the id of the query, which the bot has to answer
   * @throws IllegalArgumentException if the message has no such button
   */
  public String clicks(Person user, Post message, String textOrData) {
    Post.Button button =
        message.buttons().stream()
            .filter(b -> b.text().equals(textOrData) || b.data().equals(textOrData))
            .filter(b -> !b.data().isEmpty())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no button " + textOrData));
    return presses(user, message, button.data());
  }

  /** Presses a button that an old app still shows; the message may be gone by now. */
  public String presses(Person user, Post message, String data) {
    synchronized (world) {
      String id = service.callbacks.pressed();
      ObjectNode json = Json.object().put("id", id);
      json.set("from", Shapes.person(user));
      json.set("message", Shapes.perhapsGone(message));
      json.put("chat_instance", Long.toString(7_000_000_000L - message.place().id()));
      json.put("data", data);
      service.updates.add("callback_query", json);
      return id;
    }
  }

  /** Adds the bot; with rights, or in a channel, as an administrator. */
  public void addsBot(Person user, Place place, Right... rights) {
    boolean admin = rights.length > 0 || place.kind() == Place.Kind.CHANNEL;
    becomes(user, place, admin ? Membership.admin(rights) : Membership.of(Status.MEMBER));
    if (place.isGroup()) {
      ObjectNode bot = Shapes.person(world.bot());
      service(user, place, fields -> fields.withArray("new_chat_members").add(bot));
    }
  }

  /** Makes the bot an administrator with these rights and no others. */
  public void promotesBot(Person user, Place place, Right... rights) {
    becomes(user, place, Membership.admin(rights));
  }

  /** The bot stays, as an ordinary member. */
  public void demotesBot(Person user, Place place) {
    becomes(user, place, Membership.of(Status.MEMBER));
  }

  /** The bot stays and may do only this. */
  public void restrictsBot(Person user, Place place, Right... rights) {
    becomes(user, place, Membership.restricted(rights));
  }

  /** Throws the bot out. */
  public void removesBot(Person user, Place place) {
    becomes(user, place, Membership.of(Status.KICKED));
    if (place.isGroup()) {
      ObjectNode bot = Shapes.person(world.bot());
      service(user, place, fields -> fields.set("left_chat_member", bot));
    }
  }

  private void becomes(Person by, Place place, Membership next) {
    becomes(by, place, world.bot(), next);
  }

  private void becomes(Person by, Place place, Person whom, Membership next) {
    synchronized (world) {
      Membership old = place.membership(whom);
      place.set(whom, next);
      Told.member(service, place, by, whom, old);
    }
  }

  /** Makes somebody else an administrator; the bot is told only if it asks for chat_member. */
  public void promotes(Person by, Place place, Person whom, Right... rights) {
    becomes(by, place, whom, Membership.admin(rights));
  }

  /** Stops the bot in the private chat. */
  public void blocks(Person user) {
    privately(user, true);
  }

  public void unblocks(Person user) {
    privately(user, false);
  }

  private void privately(Person user, boolean blocked) {
    synchronized (world) {
      Place place = world.privateChat(user);
      place.blocked = blocked;
      place.set(world.bot(), Membership.of(blocked ? Status.MEMBER : Status.KICKED));
      becomes(user, place, Membership.of(blocked ? Status.KICKED : Status.MEMBER));
    }
  }

  /**
   * Turns a group into a supergroup, with the two service messages that say so.
   *
   * @return the supergroup, whose id is a new one; messages of the group cannot be edited there
   */
  public Place becomesSupergroup(Person user, Place group) {
    synchronized (world) {
      Place next = world.upgraded(group);
      service(user, group, fields -> fields.put("migrate_to_chat_id", next.id()));
      service(user, next, fields -> fields.put("migrate_from_chat_id", group.id()));
      return next;
    }
  }

  /** Closes a topic, with its service message. */
  public void closesTopic(Person user, Place forum, Topic topic) {
    synchronized (world) {
      topic.close();
      Told.service(
          service,
          forum,
          user,
          Optional.of(topic),
          fields -> fields.putObject("forum_topic_closed"));
    }
  }

  private void service(Person user, Place place, Consumer<ObjectNode> fields) {
    synchronized (world) {
      Told.service(service, place, user, Optional.empty(), fields);
    }
  }
}
