package kpwatch.telegram;

import java.util.List;
import java.util.Optional;
import kpwatch.command.Place;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chat.ChatFullInfo;

/** Where a command acts, with the rights of caller and bot there as Telegram tells them now. */
final class Places {
  private final Rights rights;

  Places(Rights rights) {
    this.rights = rights;
  }

  /** A place for a question that needs no rights; none are asked for. */
  static Place unchecked(Chat chat, Destination at) {
    return place(chat, at, false, List.of());
  }

  Place checked(Chat chat, Destination at, Who who) {
    if (chat.isUserChat()) {
      return place(chat, at, who.user().equals(Optional.of(at.chat())), List.of());
    }
    boolean asTheChat = who.speaksAs().equals(Optional.of(at.chat()));
    boolean decides =
        asTheChat
            || (who.speaksAs().isEmpty()
                && who.user().filter(user -> rights.decides(at.chat(), user)).isPresent());
    return place(chat, at, decides, decides ? missing(chat, at.chat()) : List.of());
  }

  private List<String> missing(Chat chat, long id) {
    boolean posting = rights.ours(id).filter(p -> p == Presence.POSTING).isPresent();
    if (posting) {
      return List.of();
    }
    return List.of(
        chat.isChannelChat() ? "the right to post messages" : "the right to send messages");
  }

  /**
   * Another chat.
   *
   * @param name {@code @name} of a public one, or an id, with or without topic
   * @return empty if the bot does not see such a chat
   */
  Optional<Place> named(String name, Who who) {
    Optional<Destination> id = Destination.parse(name);
    Optional<ChatFullInfo> chat = rights.chat(id.map(Destination::home).orElse(name));
    return chat.filter(c -> !c.isUserChat() || who.user().equals(Optional.of(c.getId())))
        .map(c -> checked(c, id.orElse(Destination.of(c.getId())), who));
  }

  private static Place place(Chat chat, Destination at, boolean decides, List<String> missing) {
    boolean channel = chat.isChannelChat();
    return new Place(
        at.ref(),
        at.home(),
        name(chat),
        true,
        new Place.Rights(
            decides,
            channel ? "the right to post messages" : "to be an administrator",
            missing,
            channel ? "an owner of the channel" : "an owner of the group"));
  }

  private static String name(Chat chat) {
    if (chat.isUserChat()) {
      return "this conversation";
    }
    return Optional.ofNullable(chat.getTitle()).orElse("this chat");
  }
}
