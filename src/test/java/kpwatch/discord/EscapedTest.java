package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of strangers says only what it says. */
class EscapedTest {
  @Test
  void markupIsShownAsItIs() {
    assertThat(Escaped.text("*b* _i_ ~~s~~ `c` ||h|| [a](b) <c>"))
        .isEqualTo("\\*b\\* \\_i\\_ \\~\\~s\\~\\~ \\`c\\` \\|\\|h\\|\\| \\[a\\](b) \\<c>");
    assertThat(Escaped.text("# head\n> quote\n- item\na - b # c"))
        .isEqualTo("\\# head\n\\> quote\n\\- item\na - b # c");
    assertThat(Escaped.text("back\\slash")).isEqualTo("back\\\\slash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@everyone", "@here", "<@1>", "<@&1>", "<@!1>", "<#1>", "<t:1:R>"})
  void nothingCallsOrLinks(String hostile) {
    assertThat(Escaped.text(hostile)).doesNotMatch("(?s).*((?<!\\\\)<|@[a-z!&\\d]).*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "discord.gg/abc",
        "https://Discord.GG/abc",
        "discord.com/invite/abc",
        "discordapp.com/invite/abc"
      })
  void noInvitationWorks(String hostile) {
    assertThat(Escaped.text(hostile)).doesNotContainIgnoringCase("gg/").doesNotContain("com/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://e.kp/x", "http://e.kp", "steam://run/1", "see HTTPS://e.kp"})
  void nothingBecomesALink(String hostile) {
    assertThat(Escaped.text(hostile)).doesNotContain("://").contains(":\u200B//");
  }

  @Test
  void markupOfALineBehindSpacesIsShownAsItIs() {
    assertThat(Escaped.text("  # a\n  - b\n > c - d")).isEqualTo("  \\# a\n  \\- b\n \\> c - d");
  }

  @Test
  void controlsAndDirectionsAreDropped() {
    assertThat(Escaped.text("a\u0000b\u001Bc\u202Ed\u2066e\u200Ff\uFEFFg\rh\u2028i\u007Fj"))
        .isEqualTo("abcdefghij");
    assertThat(Escaped.text("half\uD800pair")).isEqualTo("halfpair");
  }

  @Test
  void otherScriptsAndShapesStay() {
    assertThat(Escaped.text("○ 북한 朝鲜 КНДР 😀 عربي")).isEqualTo("○ 북한 朝鲜 КНДР 😀 عربي");
  }
}
