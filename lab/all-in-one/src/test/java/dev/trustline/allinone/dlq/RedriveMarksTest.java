package dev.trustline.allinone.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedriveMarksTest {
    @Test
    void nothingIsMarkedAtFirst() {
        assertThat(RedriveMarks.of(null).has(0)).isFalse();
    }

    @Test
    void singleRecordsAreRememberedThroughACommit() {
        RedriveMarks marks = RedriveMarks.of(null);
        marks.add(3, 0);
        marks.add(5, 0);

        RedriveMarks read = RedriveMarks.of(marks.commit());

        assertThat(read.has(3)).isTrue();
        assertThat(read.has(4)).isFalse();
        assertThat(read.has(5)).isTrue();
    }

    @Test
    void aRunFromTheBeginningBecomesOneNumber() {
        RedriveMarks marks = RedriveMarks.of(null);
        for (long offset = 10; offset < 2_000; offset++) {
            marks.add(offset, 10);
        }

        assertThat(marks.commit().offset()).isEqualTo(2_000);
        assertThat(marks.commit().metadata()).isEmpty();
    }
}
