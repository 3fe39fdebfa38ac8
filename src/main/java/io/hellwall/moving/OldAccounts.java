package io.hellwall.moving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.hellwall.account.PhoneNumber;
import io.hellwall.moving.AccountSource.Incoming;
import io.hellwall.password.Password;

/**
 * Makes one account of all rows of an address. The first implementation kept a row for
 * each device. Where they differ, the row counts whose token expires last, because that
 * is the device that was used last; of two such rows the one that was written later.
 */
final class OldAccounts {

	private static final Comparator<OldRow> BY_USE = Comparator.comparing(OldRow::expiresAt)
		.thenComparingLong(OldRow::number);

	private OldAccounts() {
	}

	/** The accounts, and the rows that are no account, in the order of their rows. */
	static List<Incoming> of(List<OldRow> rows) {
		Map<String, List<OldRow>> groups = new LinkedHashMap<>();
		for (OldRow row : rows) {
			String key = (row.email() != null) ? row.email().key() : "row " + row.number();
			groups.computeIfAbsent(key, (it) -> new ArrayList<>()).add(row);
		}
		List<Incoming> incoming = new ArrayList<>();
		for (List<OldRow> group : groups.values()) {
			incoming.add(account(incoming.size() + 1, group));
		}
		return incoming;
	}

	private static Incoming account(long position, List<OldRow> group) {
		List<OldRow> latestFirst = group.stream().sorted(BY_USE.reversed()).toList();
		Optional<OldRow> winner = latestFirst.stream()
			.filter((row) -> row.email() != null && row.password() != null)
			.findFirst();
		List<String> problems = new ArrayList<>();
		for (OldRow row : group) {
			if (row.problem() != null) {
				problems.add("row " + row.number() + ": " + row.problem());
			}
			else if (row.email() == null) {
				problems.add("row " + row.number() + ": it has no address");
			}
		}
		if (winner.isEmpty()) {
			OldRow last = latestFirst.getFirst();
			if (problems.isEmpty()) {
				problems.add("row " + last.number() + ": there is no password for its address");
			}
			return new Incoming(position, "row " + last.number(), null, problems);
		}
		OldRow row = winner.get();
		Optional<OldRow> phone = latestFirst.stream()
			.filter((it) -> it.phone() != null)
			.min(Comparator.comparing((it) -> it.number() != row.number()));
		Password password = Objects.requireNonNull(row.password());
		for (OldRow other : group) {
			if (other.password() != null && !password.equals(other.password())) {
				problems.add("row " + other.number() + ": row " + row.number()
						+ " has another password for the same address, and counts");
			}
			if (other.phone() != null && !other.phone().equals(phone.orElseThrow().phone())) {
				problems.add("row " + other.number() + ": row " + phone.orElseThrow().number()
						+ " has another phone number for the same address, and counts");
			}
		}
		PhoneNumber number = phone.map(OldRow::phone).orElse(null);
		return new Incoming(position, "row " + row.number(),
				Person.of(Objects.requireNonNull(row.email()), number, password), problems);
	}

}
