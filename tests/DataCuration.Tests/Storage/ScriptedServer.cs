using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DataCuration.Tests.Storage;

/// <summary>A web server on loopback that serves files from memory, with ranges and conditions, and misbehaves when told to.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public ScriptedServer()
    {
        Address = Start();
        _loop = LoopAsync();
    }

    public string Address { get; }

    /// <summary>What is served, by path.</summary>
    public ConcurrentDictionary<string, ServedFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What the next requests with a body meet, one entry each, before all goes well.</summary>
    public ConcurrentQueue<Trouble> Troubles { get; } = new();

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public bool IgnoresRanges { get; set; }

    public bool RefusesHead { get; set; }

    /// <summary>The most requests that were under way at once.</summary>
    public int MostAtOnce { get; private set; }

    public IEnumerable<SeenRequest> Gets => Requests.Where(request => request.Method == "GET");

    public void Serve(string path, byte[] content, string? entityTag) => Files[path] = new ServedFile(content, entityTag);

    public void Dispose()
    {
        if (_loop.IsCompleted) return;
        // Not Stop and then Dispose: the second would bind the port again, which may be another's by then.
        _listener.Close();
        _loop.Wait(TimeSpan.FromSeconds(10));
    }

    private string Start()
    {
        for (int attempt = 0; ; attempt++)
        {
            using TcpListener free = new(IPAddress.Loopback, 0);
            free.Start();
            int port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            try
            {
                _listener.Start();
                return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                // Somebody else took the port in between.
            }
        }
    }

    private async Task LoopAsync()
    {
        List<Task> answers = [];
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                answers.RemoveAll(answer => answer.IsCompleted);
                answers.Add(Task.Run(() => AnswerAsync(context)));
                MostAtOnce = Math.Max(MostAtOnce, answers.Count(answer => !answer.IsCompleted));
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        HttpListenerRequest request = context.Request;
        Requests.Enqueue(new SeenRequest(
            request.HttpMethod, request.Url!.AbsolutePath, request.Url.Query, request.Headers["Range"] ?? request.Headers["x-ms-range"], request.Headers["If-Match"], request.Headers["Authorization"]));
        try
        {
            Trouble trouble = request.HttpMethod == "GET" && Troubles.TryDequeue(out Trouble? next) ? next : new Trouble();
            if (trouble.Before is { } before) before();
            await AnswerAsync(context, trouble);
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The client went away, or the server was stopped.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, Trouble trouble)
    {
        HttpListenerResponse response = context.Response;
        bool isFound = Files.TryGetValue(context.Request.Url!.AbsolutePath, out ServedFile? file);
        if (trouble.Status is { } status || (context.Request.HttpMethod == "HEAD" && RefusesHead && (status = 405) > 0) || (!isFound && (status = 404) > 0))
        {
            response.StatusCode = status;
            if (trouble.RetryAfter is { } wait) response.Headers["Retry-After"] = wait;
            await SendAsync(response, Encoding.UTF8.GetBytes(trouble.Body ?? ""), context.Request.HttpMethod == "HEAD");
            return;
        }

        if (file!.EntityTag is { } tag) response.Headers["ETag"] = tag;
        if (file.LastModified is { } changed) response.Headers["Last-Modified"] = changed;
        if (context.Request.Headers["If-Match"] is { } wanted && wanted != file.EntityTag)
        {
            response.StatusCode = 412;
            response.Close();
            return;
        }

        (long from, long to) = IgnoresRanges ? (0, file.Content.Length - 1) : RangeOf(context, response, file.Content.Length);
        byte[] part = file.Content[(int)from..(int)(to + 1)];
        if (trouble.DropAfter is not { } bytes)
        {
            await SendAsync(response, part, context.Request.HttpMethod == "HEAD");
            return;
        }

        response.ContentLength64 = part.Length;
        await response.OutputStream.WriteAsync(part.AsMemory(0, Math.Min(bytes, part.Length)));
        await response.OutputStream.FlushAsync();
        response.Abort();
    }

    private static (long From, long To) RangeOf(HttpListenerContext context, HttpListenerResponse response, int length)
    {
        string? range = context.Request.Headers["Range"] ?? context.Request.Headers["x-ms-range"];
        if (range is null) return (0, length - 1);
        string[] parts = range["bytes=".Length..].Split('-');
        long from = long.Parse(parts[0], CultureInfo.InvariantCulture), to = Math.Min(long.Parse(parts[1], CultureInfo.InvariantCulture), length - 1);
        response.StatusCode = 206;
        response.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{length}");
        return (from, to);
    }

    private static async Task SendAsync(HttpListenerResponse response, byte[] body, bool isHead)
    {
        response.ContentLength64 = body.Length;
        if (!isHead) await response.OutputStream.WriteAsync(body);
        response.Close();
    }
}
