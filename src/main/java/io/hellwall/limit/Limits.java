package io.hellwall.limit;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.hellwall.limit.Decision.Allowed;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Decision.Unlimited;

import org.springframework.stereotype.Service;

/**
 * The limits of one network on this node, over HTTP and TCP together. They are counted in
 * memory: each node counts for itself, and a restart begins at zero.
 */
@Service
public class Limits {

	private static final Decision UNLIMITED = new Unlimited();

	private final boolean enabled;

	private final Buckets requests;

	private final Buckets siteRequests;

	private final Buckets mails;

	private final Buckets mailsInAll;

	private final Buckets openMails;

	private final Buckets siteOpenMails;

	private final Buckets openMailsInAll;

	private final Buckets connections;

	private final int connectionsAtOnce;

	private final ConcurrentMap<ClientNetwork, Integer> connected = new ConcurrentHashMap<>();

	Limits(LimitProperties properties, InstantSource time) {
		this.enabled = properties.enabled();
		this.requests = new Buckets(properties.requests(), properties.maxNetworks(), time);
		this.siteRequests = new Buckets(properties.siteRequests(), properties.maxNetworks(), time);
		this.mails = new Buckets(properties.mails(), properties.maxNetworks(), time);
		this.mailsInAll = new Buckets(properties.mailsInAll(), 1, time);
		this.openMails = new Buckets(properties.openMails(), properties.maxNetworks(), time);
		this.siteOpenMails = new Buckets(properties.siteOpenMails(), properties.maxNetworks(), time);
		this.openMailsInAll = new Buckets(properties.openMailsInAll(), 1, time);
		this.connections = new Buckets(properties.connections(), properties.maxNetworks(), time);
		this.connectionsAtOnce = properties.connectionsAtOnce();
		if (this.enabled) {
			Thread.ofPlatform().daemon().name("limits").start(this.requests::countFromTheStart);
		}
	}

	/**
	 * Counts a request for a passcode or a login, valid or not. The site of an IPv6
	 * network has a limit too, because the owner of a /48 has 65,536 networks.
	 */
	public Decision request(InetAddress client) {
		if (!this.enabled) {
			return UNLIMITED;
		}
		ClientNetwork network = ClientNetwork.of(client);
		return network.ipv6() ? take(this.requests, network, this.siteRequests, network.site())
				: this.requests.take(network);
	}

	/**
	 * Counts a mail that a client asks for. The mail may be sent only if the answer is
	 * {@link Allowed} or {@link Unlimited}. A mail that the limit of the network refuses
	 * does not count for all networks.
	 */
	public Decision mail(InetAddress client) {
		return this.enabled ? take(this.mails, ClientNetwork.of(client), this.mailsInAll, ClientNetwork.ALL)
				: UNLIMITED;
	}

	/**
	 * Counts a mail that a client asks for without a password, whether it is sent or not.
	 * These have limits of their own: nobody who needs no password uses up the mails of
	 * those who know theirs, and no IPv6 site those of all.
	 */
	public Decision openMail(InetAddress client) {
		if (!this.enabled) {
			return UNLIMITED;
		}
		ClientNetwork network = ClientNetwork.of(client);
		Decision decision = network.ipv6() ? take(this.openMails, network, this.siteOpenMails, network.site())
				: this.openMails.take(network);
		if (decision instanceof Allowed allowed
				&& this.openMailsInAll.take(ClientNetwork.ALL) instanceof Refused refused) {
			this.openMails.giveBack(network);
			if (network.ipv6()) {
				this.siteOpenMails.giveBack(network.site());
			}
			return new Refused(refused.retryAfter(), allowed.quota().withOneMore());
		}
		return decision;
	}

	/** Gives back what {@link #mail} allowed, because no mail was sent. */
	public void mailNotSent(InetAddress client) {
		if (this.enabled) {
			this.mails.giveBack(ClientNetwork.of(client));
			this.mailsInAll.giveBack(ClientNetwork.ALL);
		}
	}

	private static Decision take(Buckets own, ClientNetwork network, Buckets wider, ClientNetwork all) {
		Decision decision = own.take(network);
		if (decision instanceof Allowed allowed && wider.take(all) instanceof Refused refused) {
			own.giveBack(network);
			return new Refused(refused.retryAfter(), allowed.quota().withOneMore());
		}
		return decision;
	}

	/**
	 * Counts a TCP connection and tells whether it is allowed. If it is, the caller calls
	 * {@link #disconnected} at its end.
	 */
	public boolean connected(InetAddress client) {
		if (!this.enabled) {
			return true;
		}
		ClientNetwork network = ClientNetwork.of(client);
		if (this.connections.take(network) instanceof Refused) {
			return false;
		}
		if (this.connected.merge(network, 1, Integer::sum) > this.connectionsAtOnce) {
			disconnected(client);
			return false;
		}
		return true;
	}

	public void disconnected(InetAddress client) {
		this.connected.computeIfPresent(ClientNetwork.of(client), (network, count) -> (count > 1) ? count - 1 : null);
	}

}
