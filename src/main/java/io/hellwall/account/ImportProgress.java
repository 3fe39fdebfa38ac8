package io.hellwall.account;

/**
 * How far the import of a file has come.
 *
 * @param source the file: an HMAC of its content
 * @param records how many of its records are done
 * @param taken how many of them became accounts
 * @param reported how many lines the list of what was not taken has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ImportProgress(byte[] source, long records, long taken, long reported, boolean finished) {
}
