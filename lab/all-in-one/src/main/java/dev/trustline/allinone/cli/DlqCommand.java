package dev.trustline.allinone.cli;

import dev.trustline.allinone.dlq.DeadLetter;
import dev.trustline.allinone.dlq.DeadLetterQueues;
import dev.trustline.allinone.dlq.RedriveChoice;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trustline dlq list | show | redrive}. */
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        description = "The dead letter queues: records that a service could not read, with their original bytes and headers.",
        subcommands = {DlqCommand.ListLetters.class, DlqCommand.Show.class, DlqCommand.Redrive.class})
final class DlqCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    private static Topic queue(String name) throws StartFailure {
        return Topic.ofName(name).filter(Topic::isDeadLetterQueue).orElseThrow(() -> new StartFailure(
                "There is no dead letter queue " + name + "; `trustline dlq list` shows them."));
    }

    /** {@code dlq list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "What lies in the queues.")
    static final class ListLetters implements Callable<Integer> {
        @Mixin
        private LabLocation lab;

        @Override
        public Integer call() {
            return Guarded.run(() -> {
                try (DeadLetterQueues queues = new DeadLetterQueues(lab.kafka())) {
                    Table table = new Table().row("QUEUE", "OFFSET", "SINCE", "PARTITION/OFFSET", "STATE", "WHY");
                    for (Topic queue : Topic.deadLetterQueues()) {
                        List<DeadLetter> letters = queues.letters(queue);
                        letters.forEach(l -> table.row(l.queue(), Long.toString(l.offset()), l.since().toString(), l.originalPlace(), state(l), l.reason()));
                        if (letters.isEmpty()) {
                            table.row(queue.topicName(), "-", "", "", "empty", "");
                        }
                    }
                    table.lines().forEach(System.out::println);
                }
                return 0;
            });
        }

        private static String state(DeadLetter letter) {
            return letter.isCut() ? "cut" : letter.redriven() ? "redriven" : letter.cameBack() ? "came back" : "waiting";
        }
    }

    /** {@code dlq show}. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "One record: why, where from, headers and bytes.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private LabLocation lab;

        @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name.")
        private String queue;

        @Parameters(index = "1", paramLabel = "OFFSET", description = "The record's offset in the queue.")
        private long offset;

        @Override
        public Integer call() {
            return Guarded.run(() -> {
                try (DeadLetterQueues queues = new DeadLetterQueues(lab.kafka())) {
                    DeadLetter letter = queues.letter(queue(queue), offset)
                            .orElseThrow(() -> new StartFailure("There is no record " + offset + " in " + queue + "."));
                    print(letter);
                }
                return 0;
            });
        }

        private static void print(DeadLetter letter) {
            System.out.println("why      " + letter.reason());
            System.out.println("from     " + letter.originalTopic() + ", partition/offset " + letter.originalPlace());
            System.out.println("since    " + letter.since());
            System.out.println("key      " + text(letter.record().key()));
            for (Header header : letter.record().headers()) {
                System.out.println("header   " + header.key() + ": " + text(header.value()));
            }
            byte[] value = letter.record().value();
            System.out.println("bytes    " + (value == null ? "none" : value.length + ": " + text(value)));
        }

        private static String text(byte[] bytes) {
            return bytes == null ? "(none)" : new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        }
    }

    /** {@code dlq redrive}. */
    @Command(name = "redrive", mixinStandardHelpOptions = true,
            description = "Sends records back to their topic: same key, bytes and headers. One that was sent back is not sent twice; one that came back is left alone unless --again; one that was cut is refused.")
    static final class Redrive implements Callable<Integer> {
        @Mixin
        private LabLocation lab;

        @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name.")
        private String queue;

        @Parameters(index = "1..*", paramLabel = "OFFSET", description = "Which records; left out: all that wait.")
        private List<Long> offsets = new ArrayList<>();

        @Option(names = "--again", description = "Also those that came back or were redriven already.")
        private boolean again;

        @Override
        public Integer call() {
            return Guarded.run(() -> {
                try (DeadLetterQueues queues = new DeadLetterQueues(lab.kafka())) {
                    RedriveChoice choice = RedriveChoice.of(queue, queues.letters(queue(queue)), offsets, again);
                    send(queues, choice.letters());
                    System.out.println(choice.summary());
                }
                return 0;
            });
        }

        private static void send(DeadLetterQueues queues, List<DeadLetter> letters) throws StartFailure, InterruptedException {
            try {
                queues.redrive(letters);
            } catch (ExecutionException | TimeoutException e) {
                throw new StartFailure("The broker did not take a record: " + e.getMessage() + ". Those before it were sent.", e);
            }
        }
    }
}
