using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniChannel.Wire;

namespace OmniChannel.Push;

/// <summary>What a service account's key file says. Immutable.</summary>
internal sealed record FcmServiceAccount
{
    public required string ProjectId { get; init; }

    /// <summary>Who signs: the "iss" of its tokens.</summary>
    public required string ClientEmail { get; init; }

    public string? KeyId { get; init; }

    public required RSAParameters Key { get; init; }

    /// <summary>Where access tokens are had: the "aud" of what is signed.</summary>
    public required Uri TokenUri { get; init; }

    /// <summary>Reads a key file.</summary>
    /// <returns>The account, or what is wrong with the file in words that show nothing of it.</returns>
    public static (FcmServiceAccount? Account, string? Problem) Read(string json)
    {
        try
        {
            using var file = WireJson.Parse(Encoding.UTF8.GetBytes(json));
            var root = file.RootElement;
            return root.Text("type") is not "service_account" ? (null, "is no key file of a service account (its type is another).")
                : root.Text("client_email") is not { Length: > 0 } email ? (null, "has no client_email.")
                : root.Text("project_id") is not { Length: > 0 } project ? (null, "has no project_id.")
                : !Uri.TryCreate(root.Text("token_uri") ?? "https://oauth2.googleapis.com/token", UriKind.Absolute, out var tokenUri) ? (null, "has a token_uri that is no URL.")
                : root.Text("private_key") is not { } pem ? (null, "has no private_key.")
                : (new FcmServiceAccount { ProjectId = project, ClientEmail = email, KeyId = root.Text("private_key_id"), Key = KeyOf(pem), TokenUri = tokenUri }, null);
        }
        catch (JsonException)
        {
            return (null, "is not JSON; expected the content of the key file.");
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            return (null, "has a private_key that is none.");
        }
    }

    private static RSAParameters KeyOf(string pem)
    {
        using var key = RSA.Create();
        key.ImportFromPem(pem);
        return key.ExportParameters(includePrivateParameters: true);
    }
}
