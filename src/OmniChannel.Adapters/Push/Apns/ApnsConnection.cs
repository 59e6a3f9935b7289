using System.Net;

namespace OmniChannel.Push;

/// <summary>How connections to APNs are made: HTTP/2, one of them, and no request on it before the server has said how many it takes at a time.</summary>
internal static class ApnsConnection
{
    /// <summary>Sets up a handler. What is beyond the server's limit then waits for its turn, instead of being refused.</summary>
    public static void Prepare(SocketsHttpHandler handler)
    {
        handler.EnableMultipleHttp2Connections = false;
        handler.ConnectTimeout = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.PlaintextStreamFilter = static (context, _) => new(context.NegotiatedHttpVersion >= HttpVersion.Version20 ? new SettingsFirstStream(context.PlaintextStream) : context.PlaintextStream);
    }
}
