package kpwatch.probe;

import java.io.IOException;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Whether a datagram is the reply to one question. */
final class DnsFit {
  private final Message question;

  DnsFit(Message question) {
    this.question = question;
  }

  /**
   * The reply: with our id and our question. A reply with an error may be the header alone, as real
   * servers send it when they refuse. Empty for anything else, and for what cannot be read.
   */
  Optional<Message> read(byte[] datagram) {
    try {
      return Optional.of(new Message(datagram)).filter(this::fits);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private boolean fits(Message reply) {
    Header header = reply.getHeader();
    return header.getID() == question.getHeader().getID()
        && header.getFlag(Flags.QR)
        && header.getOpcode() == Opcode.QUERY
        && (header.getCount(Section.QUESTION) == 0
            ? header.getRcode() != Rcode.NOERROR
            : header.getCount(Section.QUESTION) == 1 && asksTheSame(reply.getQuestion()));
  }

  private boolean asksTheSame(Record asked) {
    Record ours = question.getQuestion();
    return asked != null
        && asked.getName().equals(ours.getName())
        && asked.getType() == ours.getType()
        && asked.getDClass() == ours.getDClass();
  }
}
