using System.Net;
using System.Net.Sockets;

namespace OmniChannel.Delivery;

/// <summary>The way out for URLs that a user, a customer or a provider supplied: it decides at the moment of connecting, so that a name which resolves differently later gains nothing.</summary>
public static class EgressGate
{
    /// <summary>Makes a handler that refuses private, loopback, link-local, multicast and otherwise reserved addresses, IPv4 inside IPv6 included.</summary>
    /// <param name="allowPrivateNetworks">Whether every address is allowed, for an account that says so.</param>
    /// <remarks>It follows no redirect, keeps no cookies, unpacks nothing, sends no trace headers, and uses no proxy of the environment: a proxy would
    /// resolve names out of its sight. A host behind a proxy gives the adapter a client of its own, and lets the proxy judge. Connections are replaced after five minutes, and names resolved anew.</remarks>
    public static SocketsHttpHandler CreateHandler(bool allowPrivateNetworks = false) =>
        Build(allowPrivateNetworks, Dns.GetHostAddressesAsync);

    internal static SocketsHttpHandler Build(bool allowPrivateNetworks, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = (context, cancellationToken) =>
            ConnectAsync(context.DnsEndPoint, allowPrivateNetworks ? null : NetworkAddress.IsPublic, resolve, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint endpoint,
        Predicate<IPAddress>? isAllowed,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        CancellationToken cancellationToken)
    {
        var addresses = await resolve(endpoint.Host, cancellationToken).ConfigureAwait(false);
        var allowed = isAllowed is null ? addresses : Array.FindAll(addresses, isAllowed);
        if (allowed.Length == 0)
        {
            throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new EgressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endpoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
