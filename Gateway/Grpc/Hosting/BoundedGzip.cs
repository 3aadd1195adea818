using System.IO.Compression;
using Grpc.Net.Compression;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Grpc.Hosting;

/// <summary>
/// Gzip that does not let a small message grow into one that would have been refused at its full size, nor into one that there is no room for.
/// </summary>
internal sealed class BoundedGzip(int limit) : ICompressionProvider
{
    public string EncodingName => "gzip";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    public Stream CreateDecompressionStream(Stream stream) =>
        new BoundedStream(new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true), limit);

    private sealed class BoundedStream(Stream inner, long left) : Stream
    {
        private long _unpacked;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            left -= read;
            _unpacked += read;
            if (left < 0)
            {
                throw new RegistryError(413, "The message is larger than this server takes once it is decompressed").ToException();
            }

            WeighedBody.TakeUnpacked(_unpacked);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
