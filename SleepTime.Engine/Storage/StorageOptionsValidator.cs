using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Storage;

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
