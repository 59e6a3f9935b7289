using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Wire;

/// <summary>Bodies of multipart/form-data (RFC 7578) under one boundary, which nobody but the provider sees: 128 bits of chance, so that no text can contain it and begin a field of its own. Safe for many threads.</summary>
internal sealed class WireMultipart
{
    private readonly byte[] _boundary;
    private readonly string _type;

    public WireMultipart()
    {
        var boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);
        (_boundary, _type) = (Encoding.ASCII.GetBytes($"--{boundary}"), $"multipart/form-data; boundary=\"{boundary}\"");
    }

    /// <summary>Begins a body.</summary>
    public Body Begin() => new(this);

    /// <summary>A body that is being written. One thread writes it.</summary>
#pragma warning disable CA1001 // What it writes is lent on to the content that it ends with; of one that is given up the memory is nobody's any more.
    internal sealed class Body(WireMultipart form)
#pragma warning restore CA1001
    {
        private readonly PooledBytes _bytes = new();

        /// <summary>A field of text.</summary>
        /// <param name="name">One of our own names: letters, digits, hyphens, colons.</param>
        /// <param name="value">Anything.</param>
        public void Add(string name, string value) => Add("", name, value);

        /// <summary>A field of text, whose name has a part in front.</summary>
        public void Add(string prefix, string name, string value)
        {
            _bytes.Put(form._boundary);
            _bytes.Put("\r\nContent-Disposition: form-data; name=\""u8);
            _bytes.Put(prefix);
            _bytes.Put(name);
            _bytes.Put("\"\r\n\r\n"u8);
            _bytes.Put(value);
            _bytes.Put("\r\n"u8);
        }

        /// <summary>The whole body.</summary>
        public HttpContent End()
        {
            _bytes.Put(form._boundary);
            _bytes.Put("--\r\n"u8);
            return new RequestBody(_bytes, form._type);
        }
    }
}
