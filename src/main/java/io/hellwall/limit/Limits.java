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
 * How much one network may ask of this node, whichever protocol it speaks. Counted in
 * memory: of several nodes each counts for itself, and a restart forgets.
 */
@Service
public class Limits {

	private static final Decision UNLIMITED = new Unlimited();

	private final boolean enabled;

	private final Buckets requests;

	private final Buckets siteRequests;

	private final Buckets mails;

	private final Buckets mailsInAll;

	private final Buckets connections;

	private final int connectionsAtOnce;

	private final ConcurrentMap<ClientNetwork, Integer> connected = new ConcurrentHashMap<>();

	Limits(LimitProperties properties, InstantSource time) {
		this.enabled = properties.enabled();
		this.requests = new Buckets(properties.requests(), properties.maxNetworks(), time);
		this.siteRequests = new Buckets(properties.siteRequests(), properties.maxNetworks(), time);
		this.mails = new Buckets(properties.mails(), properties.maxNetworks(), time);
		this.mailsInAll = new Buckets(properties.mailsInAll(), 1, time);
		this.connections = new Buckets(properties.connections(), properties.maxNetworks(), time);
		this.connectionsAtOnce = properties.connectionsAtOnce();
		if (this.enabled) {
			Thread.ofPlatform().daemon().name("limits").start(this.requests::countFromTheStart);
		}
	}

	/**
	 * Counts a request for a passcode or a login, valid or not. A site's limit stands
	 * behind that of its networks, since whoever has a /48 has 65,536 of them.
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
	 * Counts a mail that a client asks for, to be sent only if it is allowed. What a
	 * network is refused is not taken from what all have.
	 */
	public Decision mail(InetAddress client) {
		return this.enabled ? take(this.mails, ClientNetwork.of(client), this.mailsInAll, ClientNetwork.ALL)
				: UNLIMITED;
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
	 * Whether one more TCP connection is let in; if so, {@link #disconnected} is to be
	 * called at its end.
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
