package io.hellwall.audit;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;

/** Answers questions about what was recorded. */
@Service
public class AuditTrail {

	private static final int AT_ONCE = 500;

	private final AuditEventRepository events;

	AuditTrail(AuditEventRepository events) {
		this.events = events;
	}

	/**
	 * A page of events, the newest first.
	 * @param before where the page before ended; null for the first one
	 * @param size how many events at most
	 */
	public AuditPage page(AuditFilter filter, @Nullable AuditCursor before, int size) {
		Set<Event> types = filter.types();
		AuditCursor cursor = (before != null) ? before : AuditCursor.LAST;
		Limit oneMore = Limit.of(size + 1);
		List<AuditEvent> found = (filter.account() != null)
				? this.events.newestOf(filter.account(), types, filter.begin(), filter.end(), cursor, oneMore)
				: this.events.newest(types, filter.begin(), filter.end(), cursor, oneMore);
		boolean more = found.size() > size;
		List<AuditEvent> page = more ? found.subList(0, size) : found;
		return new AuditPage(page.stream().map(AuditEvent::toRecord).toList(), more ? page.getLast().cursor() : null);
	}

	/**
	 * Gives all events, the oldest first, in pieces of some hundred. No transaction is
	 * open meanwhile, so the reader may be slow.
	 * @throws IOException if the reader does
	 */
	public void export(AuditFilter filter, Reader reader) throws IOException {
		Set<Event> types = filter.types();
		List<AuditEvent> some = oldest(filter, types, AuditCursor.FIRST);
		while (!some.isEmpty()) {
			reader.accept(some.stream().map(AuditEvent::toRecord).toList());
			some = (some.size() < AT_ONCE) ? List.of() : oldest(filter, types, some.getLast().cursor());
		}
	}

	private List<AuditEvent> oldest(AuditFilter filter, Set<Event> types, AuditCursor after) {
		Limit limit = Limit.of(AT_ONCE);
		return (filter.account() != null)
				? this.events.oldestOf(filter.account(), types, filter.begin(), filter.end(), after, limit)
				: this.events.oldest(types, filter.begin(), filter.end(), after, limit);
	}

	/** Events with a place in the chain, in its order. */
	public List<AuditRecord> chained(long afterSeq, int limit) {
		return this.events.chained(afterSeq, Limit.of(limit)).stream().map(AuditEvent::toRecord).toList();
	}

	/** Takes events, and may fail. */
	@FunctionalInterface
	public interface Reader {

		void accept(List<AuditRecord> events) throws IOException;

	}

}
