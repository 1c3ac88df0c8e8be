package kpwatch.discord;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kpwatch.command.Reply.Button;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.untrusted.UntrustedText;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;

/**
 * A message in Discord's form: the headline as content, which is what a phone shows first, and the
 * rest as one embed. Every limit is kept here:
 * https://docs.discord.com/developers/resources/message, read 2026-11-23.
 */
final class Shape {
  private static final int CONTENT = 2000;
  private static final int DESCRIPTION = 4096;

  /** Of 2048; an embed may have 6000 in all. */
  private static final int FOOTER = 500;

  private static final int NONCE = 24;
  private static final int ROW = 5;
  private static final Pattern CHANNEL = Pattern.compile("\\\\?\\{channel:(\\d{1,20})}");

  private Shape() {}

  /** Without an embed: the headline and the foot. */
  static MessageCreateData plain(Message message, Optional<String> mention) {
    String call = mention.map(role -> "<@&" + role + "> ").orElse("");
    String text = line(message.headline()) + "\n" + line(message.foot());
    return new MessageCreateBuilder()
        .setContent(call + filled(UntrustedText.cut(text.strip(), CONTENT - call.length())))
        .setAllowedMentions(List.of())
        .mentionRoles(mention.map(List::of).orElse(List.of()))
        .build();
  }

  /**
   * @param mention the role that is called by name
   */
  static MessageCreateData of(
      Message message, Detail detail, Optional<String> mention, List<Button> buttons) {
    MessageCreateBuilder builder =
        new MessageCreateBuilder()
            .setContent(content(message, mention))
            .setAllowedMentions(List.of())
            .mentionRoles(mention.map(List::of).orElse(List.of()));
    embed(message, detail).ifPresent(builder::setEmbeds);
    if (!buttons.isEmpty()) {
      builder.setComponents(rows(buttons));
    }
    return builder.build();
  }

  /** Five in a row, in at most five rows. */
  private static List<ActionRow> rows(List<Button> buttons) {
    List<ActionRow> rows = new ArrayList<>();
    for (int from = 0; from < Math.min(buttons.size(), 5 * ROW); from += ROW) {
      int to = Math.min(from + ROW, buttons.size());
      rows.add(ActionRow.of(buttons.subList(from, to).stream().map(Shape::button).toList()));
    }
    return rows;
  }

  private static String content(Message message, Optional<String> mention) {
    String call = mention.map(role -> "<@&" + role + "> ").orElse("");
    return call + filled(UntrustedText.cut(line(message.headline()), CONTENT - call.length()));
  }

  /** Discord takes no message of which nothing can be seen. */
  private static String filled(String text) {
    return text.isBlank() ? "…" : text;
  }

  private static Optional<MessageEmbed> embed(Message message, Detail detail) {
    EmbedBuilder embed = new EmbedBuilder();
    String body = body(message, detail);
    if (body.isEmpty() && message.foot().isEmpty()) {
      return Optional.empty();
    }
    title(message.status()).ifPresent(embed::setTitle);
    embed.setColor(colour(message.status()));
    embed.setDescription(body);
    if (!message.foot().isEmpty()) {
      embed.setFooter(foot(message.foot()));
    }
    return Optional.of(embed.build());
  }

  /** Whole lines, as many as fit. */
  private static String body(Message message, Detail detail) {
    List<String> lines = new ArrayList<>();
    for (Section section : shown(message, detail)) {
      if (!section.lines().isEmpty()) {
        if (!lines.isEmpty()) {
          lines.add("");
        }
        if (!section.title().isEmpty()) {
          lines.add("**" + Escaped.text(section.title()) + "**");
        }
        section.lines().forEach(line -> lines.add(section.withdrawn() ? struck(line) : line(line)));
      }
    }
    message
        .since()
        .map(since -> since.getEpochSecond())
        .ifPresent(at -> lines.add(0, "<t:" + at + ":F> (<t:" + at + ":R>)"));
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      int room = DESCRIPTION - text.length() - 3;
      if (line.length() > room) {
        boolean huge = line.length() > DESCRIPTION / 2 && room > 1;
        text.append("\n").append(huge ? UntrustedText.cut(line, room) : "…");
        break;
      }
      text.append(text.length() == 0 ? "" : "\n").append(line);
    }
    return text.toString().strip();
  }

  /** In short: the first fact and the verdict. */
  private static List<Section> shown(Message message, Detail detail) {
    if (detail == Detail.FULL) {
      return message.sections();
    }
    List<Section> few = new ArrayList<>();
    for (Section section : message.sections()) {
      boolean told = few.isEmpty() || section.title().equals("Assessment");
      if (told && !section.lines().isEmpty()) {
        few.add(new Section(section.title(), section.lines().subList(0, 1)));
      }
    }
    return few;
  }

  private static String struck(String plain) {
    return "~~" + line(plain) + "~~";
  }

  /** A line of a message as Discord gets it. */
  static String line(String plain) {
    return channels(Escaped.text(plain));
  }

  /** A foot as Discord gets it, which shows it as it is. */
  static String foot(String plain) {
    return UntrustedText.cut(UntrustedText.discord(plain), FOOTER);
  }

  /** A channel that a reply names becomes a link to it. */
  private static String channels(String text) {
    return CHANNEL.matcher(text).replaceAll("<#$1>");
  }

  private static Optional<String> title(Message.Status status) {
    return switch (status) {
      case NORMAL -> Optional.of("● NORMAL");
      case DEGRADED -> Optional.of("◐ DEGRADED");
      case OUTAGE -> Optional.of("○ OUTAGE");
      case UNSTABLE -> Optional.of("≈ UNSTABLE");
      case UNKNOWN -> Optional.of("? UNKNOWN");
      case NOTE -> Optional.empty();
    };
  }

  private static int colour(Message.Status status) {
    return switch (status) {
      case NORMAL -> 0x2E8B57;
      case DEGRADED -> 0xE69F00;
      case OUTAGE -> 0xC0392B;
      case UNSTABLE -> 0x7D5BA6;
      case UNKNOWN, NOTE -> 0x8A8F98;
    };
  }

  private static net.dv8tion.jda.api.components.buttons.Button button(Button button) {
    return net.dv8tion.jda.api.components.buttons.Button.secondary(
        Buttons.VERSION + button.id(), UntrustedText.cut(button.label(), 80));
  }

  /**
   * The mark by which Discord knows a repeated post for the same, a pure function of channel and
   * notification, at most 25 characters.
   */
  static String nonce(String channel, String notification) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((channel + " " + notification).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(digest).substring(0, NONCE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
