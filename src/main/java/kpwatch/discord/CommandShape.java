package kpwatch.discord;

import java.util.List;
import kpwatch.command.Spec;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;

/**
 * Commands as Discord registers them. Those that change something are for servers and, unless its
 * admins say otherwise, for those who manage channels; the others may be used anywhere.
 */
final class CommandShape {
  private CommandShape() {}

  static List<SlashCommandData> all(List<Spec> specs) {
    return specs.stream().map(CommandShape::of).toList();
  }

  private static SlashCommandData of(Spec spec) {
    SlashCommandData command =
        Commands.slash(spec.name(), spec.description())
            .addOptions(spec.options().stream().map(CommandShape::option).toList());
    boolean server = spec.writes() || spec.name().equals("subscriptions");
    if (server) {
      return command
          .setContexts(InteractionContextType.GUILD)
          .setIntegrationTypes(IntegrationType.GUILD_INSTALL)
          .setDefaultPermissions(DefaultMemberPermissions.enabledFor(Permission.MANAGE_CHANNEL));
    }
    return command
        .setContexts(
            InteractionContextType.GUILD,
            InteractionContextType.BOT_DM,
            InteractionContextType.PRIVATE_CHANNEL)
        .setIntegrationTypes(IntegrationType.GUILD_INSTALL, IntegrationType.USER_INSTALL);
  }

  private static OptionData option(Spec.Option option) {
    OptionData data =
        new OptionData(type(option.kind()), option.name(), option.description(), option.required());
    if (option.kind() == Spec.Kind.INCIDENT) {
      data = data.setAutoComplete(true);
    }
    for (String choice : option.choices()) {
      data = data.addChoice(choice, choice);
    }
    return data;
  }

  private static OptionType type(Spec.Kind kind) {
    return switch (kind) {
      case TEXT, CHOICE, INCIDENT -> OptionType.STRING;
      case FLAG -> OptionType.BOOLEAN;
      case NUMBER -> OptionType.INTEGER;
      case CHANNEL -> OptionType.CHANNEL;
      case ROLE -> OptionType.ROLE;
    };
  }
}
