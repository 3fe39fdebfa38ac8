package io.hellwall.selfservice;

import io.hellwall.audit.Event;
import io.hellwall.mail.NoticeKind;
import org.jspecify.annotations.Nullable;

/** What is done to an account, how it is recorded, and how its holder is told. */
enum Change {

	PASSWORD(Event.PASSWORD_CHANGED, NoticeKind.PASSWORD_CHANGED),

	/** The same by a mailed passcode alone. */
	RESET(Event.PASSWORD_RESET, NoticeKind.PASSWORD_CHANGED),

	EMAIL(null, NoticeKind.EMAIL_CHANGED),

	PHONE(null, NoticeKind.PHONE_CHANGED),

	/** Changes nothing, but hands out everything. */
	EXPORT(Event.DATA_EXPORTED, NoticeKind.DATA_EXPORTED);

	private final @Nullable Event event;

	private final NoticeKind notice;

	Change(@Nullable Event event, NoticeKind notice) {
		this.event = event;
		this.notice = notice;
	}

	/** Null if who writes the account records it already. */
	@Nullable Event event() {
		return this.event;
	}

	NoticeKind notice() {
		return this.notice;
	}

}
