package io.hellwall.mail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.hellwall.metrics.CountTable;
import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** Counts mails, and measures how long the mail server takes. */
final class MailMeter {

	private static final String NAME = "hellwall.mails";

	private static final String DESCRIPTION = "Attempts to deliver a mail";

	private static final Duration[] BOUNDS = Stream.of(10, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
		.map(Duration::ofMillis)
		.toArray(Duration[]::new);

	private final CountTable<PasscodeMail, Delivery> passcodes;

	private final CountTable<NoticeKind, Delivery> notices;

	private final Timer time;

	MailMeter(Meters meters) {
		this.passcodes = meters.counts(NAME, DESCRIPTION, PasscodeMail.class, Delivery.class);
		this.notices = meters.counts(NAME, DESCRIPTION, NoticeKind.class, Delivery.class);
		this.time = meters.timer("hellwall.mail.delivery", "Time until the mail server accepted or refused a mail",
				Tags.empty(), BOUNDS);
	}

	Delivery counted(PasscodeMail mail, Delivery delivery) {
		this.passcodes.add(mail, delivery);
		return delivery;
	}

	Delivery counted(NoticeKind notice, Delivery delivery) {
		this.notices.add(notice, delivery);
		return delivery;
	}

	Callable<Delivery> timed(Callable<Delivery> delivery) {
		return this.time.wrap(delivery);
	}

}
