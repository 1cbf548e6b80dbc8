// The business's data: all tables, and the bodies that are too large for a row or for the queue. Apart from the host's account, so that
// its redundancy, its lock and its readers are chosen for the data alone.
param name string
param location string
param tags object
param redundancy string
param lock bool
param retentionDays int

var containerName = 'deliveries'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  // Blobs can be had back for a while. Table Storage offers neither soft delete nor versions.
  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: { enabled: true, days: retentionDays }
      containerDeleteRetentionPolicy: { enabled: true, days: retentionDays }
    }

    resource deliveries 'containers' = {
      name: containerName
    }
  }

  // Without this rule every version that was ever replaced or deleted stays, and is paid for.
  resource lifecycle 'managementPolicies' = {
    name: 'default'
    dependsOn: [blobs]
    properties: {
      policy: {
        rules: [
          {
            name: 'delete-old-versions'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob'] }
              actions: { version: { delete: { daysAfterCreationGreaterThan: retentionDays } } }
            }
          }
        ]
      }
    }
  }
}

resource deleteLock 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'keep-the-data'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds what customers wrote. Table Storage has no soft delete: once the account is gone, so is the data.'
  }
}

output name string = account.name
output containerName string = containerName
output blobEndpoint string = account.properties.primaryEndpoints.blob
output tableEndpoint string = account.properties.primaryEndpoints.table
