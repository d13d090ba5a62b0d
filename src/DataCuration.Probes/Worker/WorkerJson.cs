using System.Text.Json.Serialization;
using DataCuration.Probes.Measuring;
using DataCuration.Probes.Native;

namespace DataCuration.Probes.Worker;

/// <summary>What crosses the border between worker and parent: one JSON object a line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkerEvent))]
[JsonSerializable(typeof(TorchFacts))]
[JsonSerializable(typeof(SpeedQuestion))]
[JsonSerializable(typeof(Throughput))]
internal sealed partial class WorkerJson : JsonSerializerContext;
