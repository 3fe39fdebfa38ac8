package io.hellwall.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

import io.hellwall.chain.ChainState.Link;
import io.hellwall.crypto.Boxes;
import io.hellwall.crypto.Hmac;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Purpose;

import org.springframework.stereotype.Component;

/**
 * The codes that make a change of the audit show. There are three:
 * <ul>
 * <li>the <em>stamp</em> that a node gives a row when it writes it, so that nobody else
 * can add a row. It counts until the row has its place in the chain;
 * <li>the <em>seal</em> of a row in the chain, made of the row, its place and the seal of
 * the row before. Its key is random and kept encrypted, so that server keys may be
 * exchanged and old rows can still be checked;
 * <li>the <em>proof</em> of the row that says where the chain begins and ends.
 * </ul>
 * Stamps and proofs are made with a server key, and every key of the ring is accepted.
 */
@Component
public class Seals {

	private static final String PLACE = "audit_chain";

	private static final byte[] STAMP = label("stamp");

	private static final byte[] PROOF = label("proof");

	private final KeyRing keys;

	private final Boxes boxes;

	private final SecureRandom random;

	Seals(KeyRing keys, Boxes boxes, SecureRandom random) {
		this.keys = keys;
		this.boxes = boxes;
		this.random = random;
	}

	/** Proves that this service wrote a row. To be stored with it, in its column seal. */
	public byte[] stamp(RowContent row) {
		return this.keys.active().hmac(Purpose.AUDIT).of(row.behind(STAMP));
	}

	/** Whether this service, or an earlier version of it, wrote a row that waits. */
	boolean isOurs(StoredRow row, ChainState chain) {
		return (row.seal() != null) ? isByAnyKey(row.seal(), row.content().behind(STAMP))
				: row.id() <= chain.adoptedUntil();
	}

	byte[] proof(ChainState chain) {
		return this.keys.active().hmac(Purpose.AUDIT).of(fields(chain));
	}

	boolean isProof(byte[] proof, ChainState chain) {
		return isByAnyKey(proof, fields(chain));
	}

	private static byte[][] fields(ChainState chain) {
		return new byte[][] { PROOF, chain.keyBox(), RowContent.bytes(chain.began().at().toEpochMilli()),
				RowContent.bytes(chain.began().adopted()), RowContent.bytes(chain.adoptedUntil()),
				RowContent.bytes(chain.anchor().seq()), chain.anchor().seal(), RowContent.bytes(chain.head().seq()),
				chain.head().seal() };
	}

	private boolean isByAnyKey(byte[] code, byte[][] fields) {
		return this.keys.all()
			.stream()
			.anyMatch((key) -> MessageDigest.isEqual(code, key.hmac(Purpose.AUDIT).of(fields)));
	}

	/** A new key for the seals of a chain, encrypted. */
	byte[] newKeyBox() {
		byte[] key = new byte[Hmac.LENGTH];
		this.random.nextBytes(key);
		return this.boxes.close(key, PLACE);
	}

	/** The same key, encrypted with the active server key. */
	byte[] renewed(byte[] keyBox) {
		return this.boxes.close(key(keyBox), PLACE);
	}

	boolean isOfActiveKey(byte[] keyBox) {
		return this.boxes.isOfActiveKey(keyBox, PLACE);
	}

	RowSeals of(ChainState chain) {
		return new RowSeals(Hmac.keyed(key(chain.keyBox())));
	}

	private byte[] key(byte[] keyBox) {
		return this.boxes.open(keyBox, PLACE)
			.orElseThrow(() -> new BrokenChainException("was made with another server key"));
	}

	private static byte[] label(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/** The seals of one chain. */
	static final class RowSeals {

		private static final byte[] OURS = label("row");

		private static final byte[] FOREIGN = label("foreign row");

		private final Hmac hmac;

		private RowSeals(Hmac hmac) {
			this.hmac = hmac;
		}

		/**
		 * The link of a row.
		 * @param before the link of the row before
		 * @param ours whether this service wrote the row; the seal says it too
		 */
		Link next(Link before, RowContent row, boolean ours) {
			long seq = before.seq() + 1;
			return new Link(seq, this.hmac.of(row.behind(ours ? OURS : FOREIGN, before.seal(), RowContent.bytes(seq))));
		}

	}

}
